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

    @Test
    void aConflictSaysItsFirstFaultWithTheFieldAsItsSubject() {
        Problem one = Problem.conflict(List.of(new FieldError("vrid", "Is that of vi-1 too.")));

        assertThat(one.status()).isEqualTo(409);
        assertThat(one.detail()).isEqualTo("vrid: is that of vi-1 too.");
        assertThat(Problem.conflict(List.of(new FieldError("vrid", "Is that of vi-1 too."), wrong("b"), wrong("c"))))
                .satisfies(three -> assertThat(three.detail()).isEqualTo("vrid: is that of vi-1 too. And 2 more."))
                .satisfies(three -> assertThat(three.errors()).hasSize(3));
    }
}
