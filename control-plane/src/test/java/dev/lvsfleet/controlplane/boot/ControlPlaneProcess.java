package dev.lvsfleet.controlplane.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** The packaged control plane in a process of its own, on the test's PostgreSQL and Kafka unless told otherwise. */
final class ControlPlaneProcess implements AutoCloseable {

    private final Process process;
    private final int port;
    private final Path output;

    private ControlPlaneProcess(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    static ControlPlaneProcess start(Path directory, String... settings) throws IOException {
        int port = freePort();
        Path output = directory.resolve("output.log");
        List<String> command = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx192m",
                                "-Dquarkus.http.port=" + port,
                                "-Dlvsfleet.data-dir=" + directory),
                        Stream.of(
                                        "quarkus.datasource.jdbc.url",
                                        "quarkus.datasource.username",
                                        "quarkus.datasource.password",
                                        "kafka.bootstrap.servers")
                                .map(name -> "-D" + name + "="
                                        + ConfigProvider.getConfig().getValue(name, String.class)),
                        Stream.of(settings),
                        Stream.of("-jar", jar().toString()))
                .flatMap(part -> part)
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ControlPlaneProcess(process, port, output);
    }

    void awaitReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> client.send(ready, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }
    }

    void terminate() {
        process.destroy();
    }

    /** The exit code of a process that ends by itself within this time. */
    int exitWithin(Duration patience) throws InterruptedException, IOException {
        assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                .as("has ended; its output is %s", output())
                .isTrue();
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> Objects.toString(file).endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No runner jar in target: package the module first"));
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
