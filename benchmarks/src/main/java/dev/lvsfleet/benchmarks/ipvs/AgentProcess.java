package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
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
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The packaged agent, started from a last good document on disk with no bus to speak to. */
final class AgentProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration SOME_PASSES = Duration.ofSeconds(25);

    private final Process process;
    private final Path log;

    private AgentProcess(Path directory, Path jar) throws IOException {
        this.log = directory.resolve("agent.log");
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
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
        byte[] document = ContractJson.encode(document(table));
        Files.write(directory.resolve("desired-state.json"), document);
        Files.write(directory.resolve("desired-state.json.sig"), new DocumentSigner(keys.getPrivate()).sign(document));
        AgentProcess agent = new AgentProcess(directory, jar);
        ServiceKey last = List.copyOf(table.services().keySet()).getLast();
        ServiceEntry wanted = table.services().get(last);
        if (!ProcessControl.await(
                LIMIT, () -> client.dump(last).table().services().containsValue(wanted))) {
            agent.close();
            throw new IOException("The agent did not make the table within " + LIMIT.toSeconds() + " s; it said: "
                    + Files.readString(agent.log));
        }
        return agent;
    }

    /** The most memory that it has had resident after some passes more, in KiB: {@code VmHWM} of proc(5). */
    long mostResident() throws IOException, InterruptedException {
        if (process.waitFor(SOME_PASSES)) {
            throw new IOException("The agent ended; it said: " + Files.readString(log));
        }
        String line = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(it -> it.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }

    private static DesiredState document(IpvsTable table) {
        return new DesiredState(
                DesiredState.SCHEMA,
                "director-1",
                1,
                "bench",
                "bench",
                Instant.EPOCH,
                List.of(),
                table.services().values().stream().map(AgentProcess::service).toList());
    }

    private static DesiredService service(ServiceEntry entry) {
        ServiceKey.Endpoint key = (ServiceKey.Endpoint) entry.service().key();
        return new DesiredService(
                "s-" + key.address().getHostAddress().replace('.', '-'),
                new ServiceEndpoint.Address(Protocol.TCP, key.address(), key.port()),
                Scheduler.WRR,
                Set.of(),
                null,
                entry.destinations().values().stream()
                        .map(it -> new DesiredRealServer(
                                it.key().address(),
                                it.key().port(),
                                it.weight(),
                                0,
                                0,
                                Forwarding.DIRECT_ROUTING,
                                null,
                                null))
                        .toList(),
                List.of(),
                PoolPolicy.DEFAULT);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
