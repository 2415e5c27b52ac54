package dev.lvsfleet.lab.host;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory that holds everything one lab writes, readable by all because not every server runs as root.
 *
 * <p>It carries a mark from the moment it is made; a directory without one was not made by a lab and is never removed.
 * The launcher reads the mark, too: it says which {@link TestRun} made the lab.
 *
 * @param name the lab's
 * @param directory gone after {@code down}
 * @param kept where the logs of a failed start remain, outside {@code directory}
 * @param testRun the mark of the run of the tests that makes it; empty when a person does
 */
public record LabHome(LabName name, Path directory, Path kept, String testRun) {

    private static final String MARK = ".lvs-fleet-lab";

    /** Under {@code LVSFLEET_HOME}, else under {@code /var/lib/lvs-fleet}. */
    public static LabHome of(LabName name) {
        String told = System.getenv("LVSFLEET_HOME");
        Path home = told == null || told.isBlank()
                ? Path.of("/var/lib/lvs-fleet")
                : Path.of(told).toAbsolutePath();
        return under(home, name, TestRun.mark());
    }

    /** Under a directory of labs. */
    public static LabHome under(Path home, LabName name, String testRun) {
        return new LabHome(name, home.resolve(name.value()), home.resolve(name.value() + ".failed-logs"), testRun);
    }

    /** The private directory of a node, made when it is missing. */
    public Path node(String node) {
        return made(directory.resolve("nodes").resolve(node));
    }

    /** The directory of what the lab itself must remember, made when it is missing. */
    public Path marks() {
        return made(directory.resolve("marks"));
    }

    public Path log(ProcessId id) {
        return made(logs().resolve(id.node())).resolve(id.process() + ".log");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    /**
     * Removes everything, the remembered as well as the written.
     *
     * @throws LabException when the directory is there but was not made by a lab
     */
    public void delete() throws IOException {
        if (Files.exists(directory)) {
            requireMark();
            deleteTree(directory);
        }
    }

    /** Moves the logs out of what {@link #delete} removes, replacing those kept before; returns where they are now. */
    public Path keepLogs() throws IOException {
        deleteTree(kept);
        Files.createDirectories(kept.getParent());
        return Files.isDirectory(logs()) ? Files.move(logs(), kept) : kept;
    }

    /** Where logs of a failed start lie, if any do. */
    public Optional<Path> keptLogs() {
        return Files.exists(kept) ? Optional.of(kept) : Optional.empty();
    }

    /** Removes them: a start has succeeded since. */
    public void forgetKeptLogs() throws IOException {
        deleteTree(kept);
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> found = Files.walk(tree)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private Path made(Path inside) {
        try {
            if (!Files.exists(directory)) {
                create(directory);
                Files.writeString(directory.resolve(MARK), testRun, StandardOpenOption.CREATE_NEW);
            }
            requireMark();
            return create(inside);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + inside, e);
        }
    }

    private static Path create(Path path) throws IOException {
        return Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private void requireMark() {
        if (!Files.exists(directory.resolve(MARK))) {
            throw new LabException(directory + " is not a lab's directory: it lacks " + MARK
                    + "; it is left alone. Choose another LVSFLEET_HOME or lab name.");
        }
    }
}
