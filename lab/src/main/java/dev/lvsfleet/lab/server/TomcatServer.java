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

/** A Tomcat whose one page says which Tomcat and which nginx served it. */
final class TomcatServer {

    static final int PORT = 8080;

    private static final String CONFIGURATION = """
            <Server port="-1">
              <Service name="Catalina">
                <Connector port="8080" protocol="HTTP/1.1" maxThreads="50" minSpareThreads="2"/>
                <Engine name="Catalina" defaultHost="localhost">
                  <Host name="localhost" appBase="webapps" unpackWARs="false" autoDeploy="false"/>
                </Engine>
              </Service>
            </Server>
            """;

    /** The text begins behind the directive, on the same line; the line break at the end is part of it. */
    private static final String PAGE = """
            <%@ page contentType="text/plain; charset=UTF-8" session="false" %>\
            served by @NODE@ through <%= String.valueOf(request.getHeader("X-Nginx")).replaceAll("[^a-z0-9-]", "") %>
            """;

    private TomcatServer() {}

    static ProcessSpec spec(LabHome home, Checkout checkout, Node node) {
        Path base = home.node(node.name());
        Path distribution = checkout.tomcat();
        return new ProcessSpec(
                new ProcessId(node.name(), Topology.TOMCAT),
                () -> prepare(base, distribution, node),
                List.of(
                        Checkout.java(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Dcatalina.home=" + distribution,
                        "-Dcatalina.base=" + base,
                        "-Djava.io.tmpdir=" + base.resolve("temp"),
                        "-cp",
                        distribution.resolve("bin/bootstrap.jar") + ":" + distribution.resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start"),
                Map.of(),
                new Ready.Answers(PORT, "/", Duration.ofSeconds(60)),
                StopSignal.TERM);
    }

    private static void prepare(Path base, Path distribution, Node node) throws java.io.IOException {
        for (String directory : List.of("conf", "temp", "work", "webapps/ROOT")) {
            Files.createDirectories(base.resolve(directory));
        }
        Files.writeString(base.resolve("conf/server.xml"), CONFIGURATION);
        Files.writeString(base.resolve("webapps/ROOT/index.jsp"), PAGE.replace("@NODE@", node.name()));
        Path web = base.resolve("conf/web.xml");
        if (!Files.exists(web)) {
            Files.copy(distribution.resolve("conf/web.xml"), web);
        }
    }
}
