package dev.lvsfleet.controlplane.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseProblemsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03", "55P03", "40P01", "57014"})
    void whatPassesIsAMatterOfWaiting(String state) {
        assertThat(DatabaseProblems.of(new IllegalStateException(new SQLException("away", state))))
                .map(Problem::status)
                .hasValue(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23503"})
    void aLostRaceIsAConflict(String state) {
        assertThat(DatabaseProblems.of(new SQLException("taken", state)))
                .map(Problem::status)
                .hasValue(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05", "23502", "23514", "42P01", "42501", "57000", "XX000"})
    void ourOwnMistakesAreNotCalledAnAbsentDatabase(String state) {
        assertThat(DatabaseProblems.of(new IllegalStateException(new SQLException("bug", state))))
                .isEmpty();
    }

    @Test
    void aLostConnectionIsFoundAmongWhatACommitSuppressed() {
        IllegalStateException rolledBack = new IllegalStateException("rolled back");
        rolledBack.addSuppressed(new IllegalStateException(new SQLException("cut off", "08006")));
        assertThat(DatabaseProblems.of(rolledBack)).map(Problem::status).hasValue(503);
        assertThat(DatabaseProblems.of(new IllegalStateException("no SQL at all")))
                .isEmpty();
    }
}
