package dev.lvsfleet.lab.server;

import dev.lvsfleet.lab.host.HostKernel;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ProcessSpec.StopSignal;
import dev.lvsfleet.lab.process.Ready;
import dev.lvsfleet.lab.topology.Network;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** nginx as the guide sets it up: {@code ip_hash} over both Tomcats, and a page for the health check. */
final class NginxServer {

    /**
     * The guide answers the health check with {@code return 200}, which nginx does in its rewrite phase, before it ever
     * looks at {@code allow} and {@code deny}; a file is served after them, so here they mean something.
     */
    private static final String CONFIGURATION = """
            worker_processes 1;
            pid @DIRECTORY@/nginx.pid;
            error_log stderr notice;
            events { worker_connections 4096; }
            http {
                access_log off;
                client_body_temp_path @DIRECTORY@/body;
                proxy_temp_path @DIRECTORY@/proxy;
                fastcgi_temp_path @DIRECTORY@/fastcgi;
                uwsgi_temp_path @DIRECTORY@/uwsgi;
                scgi_temp_path @DIRECTORY@/scgi;
                upstream tomcat_servers {
                    ip_hash;
            @SERVERS@
                    keepalive 32;
                }
                server {
                    listen @PORT@;
            @LISTEN6@
                    location / {
                        proxy_pass http://tomcat_servers;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $host;
                        proxy_set_header X-Real-IP $remote_addr;
                        proxy_set_header Client-IP $remote_addr;
                        proxy_set_header X-For $proxy_add_x_forwarded_for;
                        proxy_set_header X-Nginx @NODE@;
                    }
                    location = /client {
                        default_type text/plain;
                        return 200 "$remote_addr\\n";
                    }
                    location = /health_check {
                        allow @NETWORK@;
                        allow @NETWORK6@;
                        deny all;
                        root @DIRECTORY@/pages;
                        default_type text/plain;
                    }
                    location /files/ {
                        root @DIRECTORY@/pages;
                        send_timeout 10m;
                    }
                }
            }
            """;

    private NginxServer() {}

    static ProcessSpec spec(LabHome home, Topology topology, Node node) {
        Path directory = home.node(node.name());
        Path configuration = directory.resolve("nginx.conf");
        return new ProcessSpec(
                new ProcessId(node.name(), Topology.NGINX),
                () -> {
                    Files.createDirectories(directory.resolve("pages"));
                    Files.writeString(directory.resolve("pages/health_check"), "OK\n");
                    Files.writeString(configuration, configuration(topology, node, directory));
                },
                List.of("nginx", "-e", "stderr", "-c", configuration.toString(), "-g", "daemon off;"),
                Map.of(),
                new Ready.Accepts(topology.webPort(), Duration.ofSeconds(15)),
                StopSignal.TERM);
    }

    private static String configuration(Topology topology, Node node, Path directory) {
        // The health service asks from there.
        Network control = topology.only(Role.CONTROL).attachments().getFirst().network();
        String servers = topology.having(Role.APPLICATION_SERVER)
                .map(tomcat ->
                        "        server " + tomcat.address().getHostAddress() + ":" + TomcatServer.PORT + " weight=1;")
                .collect(Collectors.joining("\n"));
        return CONFIGURATION
                .replace("@DIRECTORY@", directory.toString())
                .replace("@SERVERS@", servers)
                .replace("@NODE@", node.name())
                .replace("@LISTEN6@", HostKernel.hasIpv6() ? "        listen [::]:@PORT@;" : "")
                .replace("@PORT@", Integer.toString(topology.webPort()))
                .replace("@NETWORK@", control.prefix())
                .replace("@NETWORK6@", control.prefix6());
    }
}
