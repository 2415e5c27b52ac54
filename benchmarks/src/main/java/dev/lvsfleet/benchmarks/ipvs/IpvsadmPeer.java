package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.text.IpvsadmWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code ipvsadm}: restores a table from a file, edits entries one by one, lists them. */
final class IpvsadmPeer {

    static final String NAME = "ipvsadm";

    private final Path directory;

    IpvsadmPeer(Path directory) {
        this.directory = directory;
    }

    /** A file that makes the table of an empty one. */
    Path additions(IpvsTable table) throws IOException {
        return Files.writeString(
                directory.resolve("additions"), IpvsadmWriter.write(table).text());
    }

    /** A file that sets every destination of the table. */
    Path edits(IpvsTable table) throws IOException {
        String edits = IpvsadmWriter.write(table)
                .text()
                .lines()
                .filter(line -> line.startsWith("-a "))
                .map(line -> "-e " + line.substring(3))
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(directory.resolve("edits"), edits);
    }

    void restore(Path file) throws IOException, InterruptedException {
        Programs.run(file, "ipvsadm", "-R");
    }

    void oneWeight(Workload workload, int weight) throws IOException, InterruptedException {
        IpvsTable table = new IpvsTable(Map.of(
                workload.changed(),
                Objects.requireNonNull(
                        workload.tableWithOne(weight, weight).services().get(workload.changed()))));
        String line = IpvsadmWriter.write(table)
                .text()
                .lines()
                .filter(it -> it.startsWith("-a "))
                .findFirst()
                .orElseThrow();
        Programs.run(("ipvsadm -e " + line.substring(3)).split(" ", -1));
    }

    /** Reads the table, and compares nothing. */
    void list() throws IOException, InterruptedException {
        Programs.run("ipvsadm", "-S", "-n");
    }
}
