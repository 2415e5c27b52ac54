package dev.lvsfleet.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @Test
    void whatComesAfterTheDashesIsTheNodesCommand() {
        assertThat(Command.parse(List.of("exec", "client", "--", "curl", "-s", "--", "x")))
                .isEqualTo(new Command.Exec("client", List.of("curl", "-s", "--", "x")));
    }

    @Test
    void theProcessOfLogsMayBeLeftOut() {
        assertThat(Command.parse(List.of("logs", "control"))).isEqualTo(new Command.Logs("control", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fly", "up --now", "stop nginx-1", "exec client", "exec client --", "down now"})
    void whatIsNoCommandIsAnsweredWithTheUsage(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
        assertThatThrownBy(() -> Command.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Command.USAGE);
    }
}
