package dev.lvsfleet.lab.server;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ProcessSpec.StopSignal;
import dev.lvsfleet.lab.process.Ready;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The site's Kafka: one node in KRaft mode, with its data in the node's directory. */
final class KafkaServer {

    static final int PORT = 9092;

    private static final String CONFIGURATION = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:9093
            controller.listener.names=CONTROLLER
            listeners=LAB://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093
            advertised.listeners=LAB://@ADDRESS@:9092
            inter.broker.listener.name=LAB
            listener.security.protocol.map=LAB:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=@DATA@
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=4
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            auto.create.topics.enable=false
            group.initial.rebalance.delay.ms=0
            log.cleaner.dedupe.buffer.size=16777216
            num.network.threads=2
            num.io.threads=2
            """;

    private KafkaServer() {}

    static ProcessSpec spec(LabHome home, Checkout checkout, Node node) {
        Path directory = home.node(node.name()).resolve("kafka");
        Path configuration = directory.resolve("server.properties");
        Path temporary = directory.resolve("temporary");
        return new ProcessSpec(
                new ProcessId(node.name(), Topology.KAFKA),
                () -> {
                    Files.createDirectories(temporary);
                    Files.writeString(
                            configuration,
                            CONFIGURATION
                                    .replace("@ADDRESS@", node.address().getHostAddress())
                                    .replace("@DATA@", directory.resolve("data").toString()));
                },
                List.of(
                        Checkout.java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        // Where it unpacks the native code of its compression.
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        checkout.classPath(),
                        KafkaNode.class.getName(),
                        configuration.toString()),
                Map.of(),
                new Ready.Accepts(PORT, Duration.ofSeconds(60)),
                StopSignal.TERM);
    }
}
