package dev.lvsfleet.lab.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** A one-node Kafka: formats its storage when that is empty, then is broker and controller in one process. */
public final class KafkaNode {

    /** A fixed identity: the lab has one cluster, and its data must fit it after a restart. */
    private static final String CLUSTER = "bHZzLWZsZWV0LWxhYi0wMQ";

    private KafkaNode() {}

    /** Runs with the configuration file given until it is told to end. */
    public static void main(String[] arguments) throws IOException {
        Path configuration = Path.of(arguments[0]);
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(configuration)) {
            properties.load(in);
        }
        String[] format = {"format", "--ignore-formatted", "--cluster-id", CLUSTER, "--config", configuration.toString()
        };
        if (StorageTool.execute(format, System.out) != 0) {
            throw new IOException("Kafka's storage cannot be formatted");
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        server.awaitShutdown();
    }
}
