package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.lab.life.LabStatus;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A table that ipvsadm saved becomes services, entries of the kernel, and the same text again. */
@Tag("lab")
@Order(SharedLab.ONE_DIRECTOR)
class ImportExportIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One of everything, as the agent writes it. */
    private static final List<String> SAVED = List.of(
            "-A -t 192.168.148.191:80 -s wrr",
            "-a -t 192.168.148.191:80 -r 192.168.148.201:80 -g -w 3",
            "-a -t 192.168.148.191:80 -r 192.168.148.202:8080 -m -w 0 -x 20 -y 10",
            "-A -t 192.168.148.191:443 -s sh -b flag-1,flag-2",
            "-A -t 192.168.148.191:0 -s lc -p 60 -M 255.255.255.0",
            "-a -t 192.168.148.191:0 -r 192.168.148.201:0 -g -w 1",
            "-A -u 192.168.148.191:53 -s rr -o",
            "-A -u 192.168.148.191:5060 -s rr -p 300 --pe sip",
            "-A --sctp-service 192.168.148.191:9899 -s wlc",
            "-A -t [fd00:148:0:0:0:0:0:191]:80 -s mh -b flag-2",
            "-a -t [fd00:148:0:0:0:0:0:191]:80 -r [fd00:148:0:0:0:0:0:201]:80 -g -w 1",
            "-a -t [fd00:148:0:0:0:0:0:191]:80 -r 192.168.148.203:80 -i -w 2",
            "-A -f 77 -s nq",
            "-a -f 77 -r 192.168.148.201:0 -i --tun-type gre --tun-csum -w 1",
            "-a -f 77 -r 192.168.148.202:0 -i --tun-type gue --tun-port 6080 --tun-nocsum -w 1",
            "-A -f 78 -6 -s fo");

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> created = new ArrayList<>();
    private Operator operator;

    @BeforeEach
    void begin() throws IOException {
        operator = new Operator(SHARED.lab());
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        for (String name : created) {
            operator.delete(name);
        }
        operator.close();
        http.close();
    }

    @Test
    void whatIpvsadmSavedComesOutOfTheKernelAsItWasWritten() throws Exception {
        JsonNode imported = JSON.readTree(imported(String.join("\n", SAVED)));
        assertThat(imported.path("notCarried")).isEmpty();

        for (JsonNode item : imported.path("manifest")) {
            created.add(item.at("/spec/name").asText());
            operator.create(item.path("spec").toString());
        }

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(exported("text/plain").lines()).containsAll(SAVED));
        assertThat(JSON.readTree(exported("application/json")).path("notCarried"))
                .isEmpty();
    }

    private String imported(String text) throws IOException, InterruptedException {
        URI api = SHARED.lab().lab().doors().url(Topology.CONTROL_PLANE).orElseThrow();
        String token = new LabStatus(SHARED.lab().lab()).token().orElseThrow();
        return send(HttpRequest.newBuilder(api.resolve("/api/v1/imports/ipvsadm?group=edge"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text)));
    }

    private String exported(String form) throws IOException, InterruptedException {
        URI agent = SHARED.lab().lab().doors().url("director-1").orElseThrow();
        return send(HttpRequest.newBuilder(agent.resolve("/api/v1/table")).header("Accept", form));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
