package dev.lvsfleet.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.lab.topology.Chapter;
import dev.lvsfleet.lab.topology.Topology;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

    @Test
    void whatComesAfterTheDashesIsTheNodesCommand() {
        assertThat(parse("exec client -- curl -s -- x"))
                .isEqualTo(new Command.Exec("client", List.of("curl", "-s", "--", "x")));
    }

    @Test
    void aLabComesUpInTheChapterThatIsNamed() {
        assertThat(parse("up")).isEqualTo(new Command.Up(false, Optional.empty()));
        assertThat(parse("up --topology nat --fresh")).isEqualTo(new Command.Up(true, Optional.of(Chapter.NAT)));
    }

    @Test
    void theProcessOfLogsMayBeLeftOut() {
        assertThat(parse("logs control")).isEqualTo(new Command.Logs("control", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                   | lab takes a command.
                    fly                  | lab has no command "fly".
                    up --frsh            | 'unknown flag "--frsh" of lab up; it takes --fresh and --topology dr|single|nat|tun.'
                    up --topology        | 'lab up --topology takes one of dr|single|nat|tun, which is missing.'
                    up --topology ring   | 'lab up --topology takes one of dr|single|nat|tun, not "ring".'
                    status now           | unknown word "now" of lab status; it takes --json.
                    down now             | unknown word "now" of lab down; it takes nothing more.
                    stop                 | lab stop takes NODE and PROCESS; both are missing.
                    stop nginx-1         | lab stop nginx-1 takes a PROCESS, which is missing; on nginx-1 there is agent, nginx.
                    kill client          | lab kill client takes a PROCESS, which is missing; on client there is no process.
                    start nginx-1 nginx 1 | unknown word "1" of lab start NODE PROCESS; it takes nothing more.
                    logs                 | lab logs takes NODE, and PROCESS when you want one; NODE is missing.
                    exec                 | lab exec takes NODE, -- and a command; all are missing.
                    exec client --       | lab exec client takes a command behind --; it is missing.
                    """)
    void whatIsNoCommandIsToldWhichWordIsWrong(String line, String sentence) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessage(sentence);
    }

    @Test
    void aProcessForANodeThatIsNotThereNamesThoseThatAre() {
        assertThatThrownBy(() -> parse("stop nginx-9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nginx-1, nginx-2");
    }

    private static Command parse(String line) {
        return Command.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)), Topology.directRouting());
    }
}
