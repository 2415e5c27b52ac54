package dev.lvsfleet.controlplane.report;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.ContractRecord;
import dev.lvsfleet.contract.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a record that can never be stored from a database that cannot store it now. */
public final class RecordFaults {

    /** PostgreSQL's classes: data exception, constraint violation, limit exceeded (a text too long for an index). */
    private static final Set<String> CLASSES = Set.of("22", "23", "54");

    private RecordFaults() {}

    /** Whether the same record would fail again tomorrow; whatever else went wrong is waited out. */
    static boolean isRecordsFault(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }

    /**
     * Runs a statement that stores a record and returns it as it is stored; whether it stored one.
     *
     * @throws MalformedRecordException when nobody could read it again: PostgreSQL writes a number such as 1e5000 out in full
     */
    public static <T extends ContractRecord> boolean isStoredReadably(
            PreparedStatement upsert, Class<T> type, int schema) throws SQLException, MalformedRecordException {
        try (ResultSet row = upsert.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            ContractJson.decode(row.getString(1).getBytes(StandardCharsets.UTF_8), type, schema);
            return true;
        }
    }

    /** The text as PostgreSQL can hold it, which has no NUL, and cut to the length. */
    static String storable(String text, int maxChars) {
        return text.substring(0, Math.min(text.length(), maxChars)).replace('\0', '\uFFFD');
    }

    /** Refuses a record in which one of the properties, given by turns with their names, is null. */
    public static void requirePresent(@Nullable Object... namesAndValues) throws MalformedRecordException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] == null) {
                throw new MalformedRecordException("The property " + namesAndValues[i] + " is null");
            }
        }
    }
}
