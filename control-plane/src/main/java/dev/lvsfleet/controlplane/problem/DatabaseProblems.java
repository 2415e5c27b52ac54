package dev.lvsfleet.controlplane.problem;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Which problem a PostgreSQL error is: a lost race is a conflict, an absent database is a matter of waiting. */
final class DatabaseProblems {

    private static final Map<String, String> CONSTRAINTS = Map.of(
            "virtual_service_endpoint",
            "The group already has a virtual service with this address, port and protocol.",
            "director_group_site_fk",
            "The site is gone, or still has director groups.",
            "director_group_fk",
            "The director group is gone, or still has directors.",
            "virtual_service_group_fk",
            "The director group is gone, or still has virtual services.");

    private static final Problem ABSENT = ProblemKind.UNAVAILABLE.because("PostgreSQL does not answer.");

    private DatabaseProblems() {}

    static Optional<Problem> of(Throwable failure) {
        boolean rolledBack = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(of(sql));
            }
            rolledBack |= cause instanceof RollbackException || cause instanceof SystemException;
        }
        return rolledBack ? Optional.of(ABSENT) : Optional.empty();
    }

    private static Problem of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("23")) {
            return ProblemKind.CONFLICT.because(CONSTRAINTS.getOrDefault(constraint(failure), "It exists already."));
        }
        return switch (state) {
            case "55P03", "40P01", "40001", "57014" ->
                ProblemKind.UNAVAILABLE.because("Too many changes to the same group at once; nothing was stored.");
            default -> ABSENT;
        };
    }

    private static String constraint(SQLException failure) {
        ServerErrorMessage message =
                failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String constraint = message == null ? null : message.getConstraint();
        return constraint == null ? "" : constraint;
    }
}
