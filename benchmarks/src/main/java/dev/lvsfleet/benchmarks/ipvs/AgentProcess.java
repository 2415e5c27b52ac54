package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.KeyFiles;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.lab.process.ProcessControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;

/** The packaged agent with the flags its README runs it with, started from a last good document on disk with no bus to speak to. */
final class AgentProcess implements AutoCloseable {

    /** What it takes for 110,000 entries. */
    private static final String HEAP = "-Xmx160m";

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration SOME_PASSES = Duration.ofSeconds(25);

    private final Process process;
    private final Path log;

    private AgentProcess(Path directory, Path jar) throws IOException {
        this.log = directory.resolve("agent.log");
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + directory,
                        "-Dlvsfleet.agent.node=director-1",
                        "-Dlvsfleet.agent.site=bench",
                        "-Dlvsfleet.agent.state-dir=" + directory,
                        "-Dlvsfleet.agent.trusted-keys=" + directory.resolve("fleet.pub"),
                        "-Dlvsfleet.agent.modules-load-dir=" + directory,
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Starts it on the document that desires this table, and waits until the kernel has that. */
    static AgentProcess serving(Path directory, Path jar, IpvsTable table, IpvsClient client)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        KeyPair keys = KeyFiles.generate();
        Files.writeString(directory.resolve("fleet.pub"), KeyFiles.pem(keys.getPublic()));
        byte[] document = ContractJson.encode(Desire.document(table));
        Files.write(directory.resolve("desired-state.json"), document);
        Files.write(directory.resolve("desired-state.json.sig"), new DocumentSigner(keys.getPrivate()).sign(document));
        AgentProcess agent = new AgentProcess(directory, jar);
        ServiceKey last = List.copyOf(table.services().keySet()).getLast();
        ServiceEntry wanted = table.services().get(last);
        boolean ended = ProcessControl.await(
                LIMIT,
                () -> !agent.process.isAlive()
                        || client.dump(last).table().services().containsValue(wanted));
        if (!ended || !agent.process.isAlive()) {
            IOException failure = ended
                    ? agent.died()
                    : new IOException("The agent did not make the table within " + LIMIT.toSeconds() + " s; it said: "
                            + Files.readString(agent.log));
            agent.close();
            throw failure;
        }
        return agent;
    }

    /** Exit code 137 is SIGKILL, which is what a kernel without memory sends. */
    private IOException died() throws IOException {
        return new IOException("The agent ended with exit code " + process.exitValue() + " under " + HEAP
                + " (137: killed, most likely for want of memory in the guest); it said: " + Files.readString(log));
    }

    /** The most memory that it has had resident after some passes more, in KiB: {@code VmHWM} of proc(5). */
    long mostResident() throws IOException, InterruptedException {
        if (process.waitFor(SOME_PASSES)) {
            throw died();
        }
        String line = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(it -> it.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
