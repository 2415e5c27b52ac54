package dev.lvsfleet.controlplane.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static FieldError wrong(String field) {
        return new FieldError(field, "Is required.");
    }

    @Test
    void oneWrongFieldIsTheDetail() {
        assertThat(Problem.invalid(List.of(wrong("name"))).detail()).isEqualTo("name: is required.");
    }

    @Test
    void severalAreNamed() {
        assertThat(Problem.invalid(List.of(wrong("name"), wrong("realServers[1].port"), wrong("name")))
                        .detail())
                .isEqualTo("2 fields of the request are wrong: name, realServers[1].port.");
    }

    @Test
    void manyAreCounted() {
        List<FieldError> many =
                IntStream.range(0, 8).mapToObj(it -> wrong("f" + it)).toList();

        assertThat(Problem.invalid(many).detail())
                .isEqualTo("8 fields of the request are wrong: f0, f1, f2, f3, f4 and 3 more.");
    }
}
