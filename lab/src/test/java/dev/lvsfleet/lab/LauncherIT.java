package dev.lvsfleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.shell.LocalShell;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./fleet} answers by itself, before anything is built. */
@Tag("integration")
class LauncherIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    fly               | there is no command "fly".
                    lab               | lab takes a command.
                    lab fly           | lab has no command "fly".
                    lab up --frsh     | 'unknown flag "--frsh" of lab up; it takes --fresh and --topology dr|single|nat|tun.'
                    lab up --topology | 'lab up --topology takes one of dr|single|nat|tun, which is missing.'
                    lab up --topology=ring | 'lab up --topology takes one of dr|single|nat|tun, not "ring".'
                    lab status --lab | --lab takes a NAME, which is missing.
                    lab status --lab other now | unknown word "now" of lab status; it takes --json.
                    lab up --fresh --topology x | 'lab up --topology takes one of dr|single|nat|tun, not "x".'
                    lab status now    | unknown word "now" of lab status; it takes --json.
                    lab down --now    | unknown flag "--now" of lab down; it takes nothing more.
                    bench ipvs --slow | bench ipvs takes --quick, and nothing more.
                    bench fly         | there is no benchmark "fly"; there are apply, ipvs, planner and vrrp.
                    test fly          | test has no tier "fly"; there are unit, integration, kernel, lab.
                    """)
    void wrongWordsAreNamed(String words, String sentence) throws Exception {
        Output output = fleet(words);

        assertThat(output.exitCode()).isEqualTo(2);
        assertThat(output.err()).isEqualTo("fleet: " + sentence + "\n./fleet help says what there is.\n");
        assertThat(output.out()).isEmpty();
    }

    @Test
    void helpIsTheUsage() throws Exception {
        assertThat(fleet("lab up --help").out()).startsWith("usage: ./fleet COMMAND\n");
    }

    private static Output fleet(String words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Checkout.find().root().resolve("fleet").toString()));
        command.addAll(List.of(words.split(" ", -1)));
        return LocalShell.ofHost().capture(LIMIT, command.toArray(String[]::new));
    }
}
