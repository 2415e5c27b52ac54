package dev.lvsfleet.controlplane.problem;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Which problem a PostgreSQL error is: a lost race is a conflict, an absent database is a matter of waiting, all else is a fault. */
final class DatabaseProblems {

    private static final Map<String, String> CONSTRAINTS = Map.of(
            "virtual_service_endpoint",
            "The group already has a virtual service with this address, port and protocol.",
            "virtual_service_mark",
            "The group already has a virtual service with this firewall mark and family.",
            "director_group_site_fk",
            "The site is gone, or still has director groups.",
            "director_group_fk",
            "The director group is gone, or still has directors.",
            "real_server_site_fk",
            "The site is gone, or still has real servers.",
            "real_server_address",
            "The site already has a real server with this address.",
            "virtual_service_group_fk",
            "The director group is gone, or still has virtual services.",
            "virtual_router_group_fk",
            "The director group is gone, or still has virtual routers.");

    /** Connection lost, resources exhausted, server shutting down or starting up. */
    private static final List<String> ABSENT_STATES = List.of("08", "53", "57P");

    private static final Problem ABSENT = ProblemKind.UNAVAILABLE.because("PostgreSQL does not answer.");

    private DatabaseProblems() {}

    /** Empty for what no caller can help, which is for the log. */
    static Optional<Problem> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                Optional<Problem> problem = of(suppressed);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    /** An exhausted pool is one that has no state, as has a driver that was cut off. */
    private static Optional<Problem> of(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || ABSENT_STATES.stream().anyMatch(state::startsWith)) {
            return Optional.of(ABSENT);
        }
        return switch (state) {
            case "23503", "23505" ->
                Optional.of(ProblemKind.CONFLICT.because(
                        CONSTRAINTS.getOrDefault(constraint(failure), "It exists already.")));
            case "55P03", "40P01", "40001", "57014" ->
                Optional.of(ProblemKind.UNAVAILABLE.because(
                        "Too many changes to the same group at once; nothing was stored."));
            default -> Optional.empty();
        };
    }

    private static String constraint(SQLException failure) {
        ServerErrorMessage message =
                failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String constraint = message == null ? null : message.getConstraint();
        return constraint == null ? "" : constraint;
    }
}
