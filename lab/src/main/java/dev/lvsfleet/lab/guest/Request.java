package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.shell.Launch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the host asks of a guest, one per connection. */
sealed interface Request {

    /** Run to the end, streaming the output.
     *
     * @param withInput whether frames of input follow */
    record Run(List<String> command, boolean withInput) implements Request {
        public Run {
            command = List.copyOf(command);
        }
    }

    /** Start and leave running. */
    record Start(Launch launch) implements Request {}

    /** More arguments than any command of the lab has. */
    int MAX_STRINGS = 4096;

    default void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Run(List<String> command, boolean withInput) -> {
                out.writeByte(withInput ? 'I' : 'R');
                writeAll(out, command);
            }
            case Start(Launch launch) -> {
                out.writeByte('S');
                writeAll(out, launch.command());
                List<String> names = List.copyOf(launch.environment().keySet());
                writeAll(out, names);
                writeAll(out, names.stream().map(launch.environment()::get).toList());
                out.writeUTF(launch.log().toString());
            }
        }
        out.flush();
    }

    /** The request that {@link #write} wrote; none when the peer closed without one, as those do who ask for the port only.
     *
     * @throws IOException also when the bytes are not a request */
    static Optional<Request> read(DataInputStream in) throws IOException {
        int kind = in.read();
        return switch (kind) {
            case -1 -> Optional.empty();
            case 'R' -> Optional.of(new Run(readAll(in), false));
            case 'I' -> Optional.of(new Run(readAll(in), true));
            case 'S' ->
                Optional.of(new Start(new Launch(readAll(in), zip(readAll(in), readAll(in)), Path.of(in.readUTF()))));
            default -> throw new IOException("No request begins with byte " + kind);
        };
    }

    private static Map<String, String> zip(List<String> keys, List<String> values) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }

    private static void writeAll(DataOutputStream out, List<String> strings) throws IOException {
        out.writeInt(strings.size());
        for (String string : strings) {
            out.writeUTF(string);
        }
    }

    private static List<String> readAll(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_STRINGS) {
            throw new IOException("A request with " + count + " strings");
        }
        List<String> strings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            strings.add(in.readUTF());
        }
        return strings;
    }
}
