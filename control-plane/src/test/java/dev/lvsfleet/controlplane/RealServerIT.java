package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ApplyReport.Asked;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.Tunnel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real servers from the operator's call to the bus and from the node's report back. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class RealServerIT {

    private static final String SERVICES = "/api/v1/virtual-services";
    private static final String NODES = "/api/v1/real-servers";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");
    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");

    private static String node(Fleet fleet, String gateway) {
        return "{'name':'%s','site':'%s','address':'192.168.148.132','networkInterface':'eth0','gateway':%s}"
                .formatted(name(fleet), fleet.site(), gateway);
    }

    private static String name(Fleet fleet) {
        return "nginx-" + fleet.site();
    }

    @Test
    void aServiceThatNamesItsAddressReachesTheNodeAndItsEndTakesItAway() throws Exception {
        Fleet fleet = Fleet.create();
        Fleet.post(NODES, node(fleet, "null")).then().statusCode(201).body("desiredRevision", equalTo(0));
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(documents(bus, fleet)).hasSize(1));
            assertThat(documents(bus, fleet).getFirst()).satisfies(document -> {
                assertThat(document.role()).isEqualTo(NodeRole.REAL_SERVER);
                assertThat(document.served()).isEmpty();
            });

            Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 3)).then().statusCode(201);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(newest(bus, name(fleet)).served())
                            .containsExactly(new ServedAddress(VIP, RIP, Forwarding.DIRECT_ROUTING, null)));
            long revision = newest(bus, name(fleet)).revision();
            await().atMost(PATIENCE).until(() -> read(fleet).getLong("desiredRevision") == revision);

            Fleet.authorized().delete(SERVICES + "/web-" + fleet.site()).then().statusCode(200);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(newest(bus, name(fleet))).satisfies(it -> {
                        assertThat(it.served()).isEmpty();
                        assertThat(it.revision()).isGreaterThan(revision);
                    }));
        }
    }

    @Test
    void aChangeThatIsNotItsOwnGivesItsDocumentNoNewRevision() throws Exception {
        Fleet fleet = Fleet.create();
        Fleet.post(NODES, node(fleet, "null")).then().statusCode(201);
        Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 3)).then().statusCode(201);
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(newest(bus, name(fleet)).served()).hasSize(1));
            DesiredState before = newest(bus, name(fleet));

            long revision = Fleet.put(SERVICES + "/web-" + fleet.site(), "*", fleet.service("web-" + fleet.site(), 7))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getLong("revision");

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(newest(bus, fleet.director()).revision()).isEqualTo(revision));
            assertThat(newest(bus, name(fleet))).isEqualTo(before);
        }
    }

    @Test
    void theGatewayGoesWithTheDocumentAndComesBackInTheAnswer() throws Exception {
        Fleet fleet = Fleet.create();
        Fleet.post(NODES, node(fleet, "{'address':'192.168.148.131','enforce':true}"))
                .then()
                .statusCode(201)
                .body("gateway.address", equalTo("192.168.148.131"))
                .body("gateway.enforce", equalTo(true));
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(documents(bus, fleet))
                            .last()
                            .extracting(DesiredState::gateway)
                            .isEqualTo(new Gateway(InetAddress.ofLiteral("192.168.148.131"), true)));
        }
    }

    @Test
    void aGatewayThatCannotBeOneIsRefused() {
        Fleet fleet = Fleet.create();
        for (String address : List.of("fd00:148::130", "192.168.148.132")) {
            Fleet.post(NODES, node(fleet, "{'address':'" + address + "','enforce':true}"))
                    .then()
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("gateway.address")));
        }
    }

    @Test
    void whatTheNodeReportsIsShown() throws Exception {
        Fleet fleet = Fleet.create();
        Fleet.post(NODES, node(fleet, "null")).then().statusCode(201);
        report(fleet, 12, new Readiness(VIP, false, "it is not on lo"));

        await().atMost(PATIENCE).until(() -> read(fleet).getLong("appliedRevision") == 12);
        assertThat(read(fleet).getString("readiness[0].reason")).isEqualTo("it is not on lo");
        assertThat(read(fleet).getBoolean("readiness[0].ready")).isFalse();
        assertThat(read(fleet).getString("lastReport.outcome")).isEqualTo("applied");
        assertThat(read(fleet).getMap("lastReport")).doesNotContainKey("timings");
    }

    @Test
    void aServiceThatRequiresItsHostsPreparedWaitsForTheirWord() throws Exception {
        Fleet fleet = Fleet.create();
        Fleet.post(NODES, node(fleet, "null")).then().statusCode(201);
        String service = fleet.service("web-" + fleet.site(), 3).replaceFirst("\\{", "{'requirePrepared':true,");
        Fleet.post(SERVICES, service).then().statusCode(201).body("requirePrepared", equalTo(true));
        Fleet.get(SERVICES + "/web-" + fleet.site()).then().body("preparation.prepared", contains("false", "unknown"));
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            // Nobody is ready: a pool without weight would serve nobody at all.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 1));

            report(fleet, 12, new Readiness(VIP, true, "it is on lo"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 0));
            Fleet.get(SERVICES + "/web-" + fleet.site())
                    .then()
                    .body("preparation.prepared", contains("true", "unknown"))
                    .body("preparation[0].reason", equalTo("it is on lo"));
            Fleet.get(SERVICES + "/web-" + fleet.site() + "/effective")
                    .then()
                    .body("settled", equalTo(false))
                    .body(
                            "waitingFor",
                            hasItem("192.168.148.133 port 80 has weight 0 until its host is prepared (requirePrepared):"
                                    + " no real server of the fleet has this address"));

            long known = read(fleet).getLong("desiredRevision");
            Fleet.authorized().delete(NODES + "/" + name(fleet)).then().statusCode(204);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 1));
            Fleet.post(NODES, node(fleet, "null")).then().statusCode(201);
            await().atMost(PATIENCE).until(() -> read(fleet).getLong("desiredRevision") > known);
            report(fleet, 13, new Readiness(VIP, true, "it is on lo"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 0));

            report(fleet, 12, new Readiness(VIP, false, "it is not on lo"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 1));
            Fleet.get(SERVICES + "/web-" + fleet.site())
                    .then()
                    .body("preparation.prepared", contains("false", "unknown"));
        }
    }

    /** A word believed by the virtual address alone would say that the host takes what no longer reaches it. */
    @Test
    void whatAHostSaidOfAnotherWayOrAnotherAddressIsNotBelieved() throws Exception {
        Fleet fleet = Fleet.create();
        Fleet.post(NODES, node(fleet, "null")).then().statusCode(201);
        String service = fleet.service("web-" + fleet.site(), 3).replaceFirst("\\{", "{'requirePrepared':true,");
        Fleet.post(SERVICES, service).then().statusCode(201);
        Asked direct = new Asked(List.of(new ServedAddress(VIP, RIP, Forwarding.DIRECT_ROUTING, null)), null);
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            report(fleet, 12, direct);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 0));

            Fleet.put(SERVICES + "/web-" + fleet.site(), "*", service.replace("'weight':3", "'weight':5"))
                    .then()
                    .statusCode(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(5, 0));

            Fleet.put(SERVICES + "/web-" + fleet.site(), "*", service.replace("'dr'", "'tun'"))
                    .then()
                    .statusCode(200);
            // Nobody is prepared for tunnels: a pool without weight would serve nobody at all.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 1));
            Fleet.get(SERVICES + "/web-" + fleet.site())
                    .then()
                    .body("preparation.prepared", contains("false", "unknown"))
                    .body("preparation[0].reason", containsString("has not spoken of tun by ipip to 192.168.148.132"));

            report(fleet, 13, new Asked(List.of(new ServedAddress(VIP, RIP, Forwarding.TUNNEL, Tunnel.PLAIN)), null));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 0));

            report(fleet, 0, 0, List.of(), null);
            await().atMost(PATIENCE).until(() -> read(fleet).getLong("lastReport.revision") == 0);
            Fleet.get(SERVICES + "/web-" + fleet.site())
                    .then()
                    .body("preparation.prepared", contains("true", "unknown"));

            Fleet.put(NODES + "/" + name(fleet), "*", node(fleet, "null").replace(".132", ".133"))
                    .then()
                    .statusCode(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(weights(bus, fleet)).containsExactly(3, 1));
            Fleet.get(SERVICES + "/web-" + fleet.site())
                    .then()
                    .body("preparation.prepared", contains("unknown", "false"))
                    .body("preparation[1].reason", containsString("has not spoken of tun by ipip to 192.168.148.133"));
        }
    }

    @Test
    void anAgentThatLostItsStateLeavesTheLastAnswerStandingAndOneThatLeavesDoesNot() throws Exception {
        Fleet fleet = Fleet.create();
        Fleet.post(NODES, node(fleet, "null")).then().statusCode(201);
        report(fleet, 12, 1, List.of(new Readiness(VIP, true, "it is on lo")));
        await().atMost(PATIENCE).until(() -> read(fleet).getLong("appliedRevision") == 12);

        report(fleet, 0, 0, List.of());

        await().atMost(PATIENCE).until(() -> read(fleet).getLong("lastReport.revision") == 0);
        assertThat(read(fleet).getString("readiness[0].reason")).isEqualTo("it is on lo");

        report(fleet, 0, 4, List.of());

        await().atMost(PATIENCE).until(() -> read(fleet).getList("readiness").isEmpty());
    }

    @Test
    void aReasonThatChangesAloneGivesNoNewRevision() throws Exception {
        Fleet fleet = Fleet.create();
        Fleet.post(NODES, node(fleet, "null")).then().statusCode(201);
        String service = fleet.service("web-" + fleet.site(), 3).replaceFirst("\\{", "{'requirePrepared':true,");
        Fleet.post(SERVICES, service).then().statusCode(201);
        report(fleet, 12, new Readiness(VIP, false, "it is not on lo"));
        await().atMost(PATIENCE).until(() -> read(fleet).getLong("appliedRevision") == 12);
        long revision = revision(fleet);

        report(fleet, 13, new Readiness(VIP, false, "arp_ignore is 0"));
        await().atMost(PATIENCE).until(() -> read(fleet).getLong("appliedRevision") == 13);
        assertThat(revision(fleet)).isEqualTo(revision);

        report(fleet, 14, new Readiness(VIP, true, "it is on lo"));
        await().atMost(PATIENCE).until(() -> revision(fleet) > revision);
    }

    private static long revision(Fleet fleet) {
        return Fleet.get("/api/v1/director-groups/" + fleet.group()).jsonPath().getLong("revision");
    }

    private static List<Integer> weights(Bus bus, Fleet fleet) throws Exception {
        List<DesiredState> documents = documents(bus, fleet.director());
        return documents.isEmpty() || documents.getLast().services().isEmpty()
                ? List.of()
                : documents.getLast().services().getFirst().realServers().stream()
                        .map(DesiredRealServer::weight)
                        .toList();
    }

    private static void report(Fleet fleet, long revision, Readiness readiness) throws Exception {
        report(fleet, revision, 1, List.of(readiness));
    }

    private static void report(Fleet fleet, long revision, Asked asked) throws Exception {
        report(fleet, revision, 1, List.of(new Readiness(VIP, true, "it is there")), asked);
    }

    private static void report(Fleet fleet, long revision, int operations, List<Readiness> readiness) throws Exception {
        report(fleet, revision, operations, readiness, null);
    }

    private static void report(
            Fleet fleet, long revision, int operations, List<Readiness> readiness, @Nullable Asked asked)
            throws Exception {
        Instant at = Instant.parse("2026-11-22T08:00:00Z");
        ApplyReport report = new ApplyReport(
                        ApplyReport.SCHEMA,
                        name(fleet),
                        revision,
                        ApplyReport.Outcome.APPLIED,
                        at,
                        operations,
                        new ApplyReport.Timings(at, Duration.ZERO, Duration.ZERO),
                        List.of(),
                        List.of(),
                        revision,
                        readiness,
                        null)
                .about(asked);
        String bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topic.APPLY_REPORTS.at(fleet.site()), name(fleet), ContractJson.encode(report)))
                    .get();
        }
    }

    @Test
    void theHousesRulesHold() {
        Fleet fleet = Fleet.create();
        String body = node(fleet, "null");
        String tag = Fleet.post(NODES, body).then().statusCode(201).extract().header("ETag");
        Fleet.post(NODES, body).then().statusCode(409);
        Fleet.post(NODES, body.replace(name(fleet), name(fleet) + "b"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("address"));
        Fleet.post(NODES, body.replace(name(fleet), fleet.director()).replace(".132", ".140"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("name"));
        Fleet.post(
                        "/api/v1/directors",
                        "{'name':'%s','group':'%s','networkInterface':'eth0'}".formatted(name(fleet), fleet.group()))
                .then()
                .statusCode(409);
        Fleet.post(
                        NODES,
                        body.replace(name(fleet), "x")
                                .replace(fleet.site(), "nowhere")
                                .replace(".132", ".141"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("site"));
        Fleet.post(
                        NODES,
                        "{'name':'y','site':'s','address':'localhost','networkInterface':'/','gateway':{'enforce':1}}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("address"))
                .body("errors.field", hasItem("networkInterface"))
                .body("errors.field", hasItem("gateway.address"))
                .body("errors.field", hasItem("gateway.enforce"));
        Fleet.put(NODES + "/" + name(fleet), "\"1\"", body).then().statusCode(412);
        String read = Fleet.get(NODES + "/" + name(fleet))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Fleet.put(NODES + "/" + name(fleet), tag, read).then().statusCode(200);
        Fleet.authorized()
                .delete("/api/v1/sites/" + fleet.site())
                .then()
                .statusCode(409)
                .body("detail", equalTo("The site still has director groups, for example " + fleet.group() + "."));
        Fleet.get(NODES + "?limit=500").then().statusCode(200).body("items.name", hasItem(name(fleet)));
        Fleet.authorized().delete(NODES + "/" + name(fleet)).then().statusCode(204);
        Fleet.get(NODES + "/" + name(fleet)).then().statusCode(404);
    }

    private static JsonPath read(Fleet fleet) {
        return Fleet.get(NODES + "/" + name(fleet)).jsonPath();
    }

    private static List<DesiredState> documents(Bus bus, Fleet fleet) throws Exception {
        return documents(bus, name(fleet));
    }

    private static DesiredState newest(Bus bus, String node) throws Exception {
        List<DesiredState> documents = documents(bus, node);
        assertThat(documents).isNotEmpty();
        return documents.getLast();
    }

    private static List<DesiredState> documents(Bus bus, String node) throws Exception {
        List<DesiredState> documents = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> polled : bus.records()) {
            if (node.equals(polled.key()) && polled.value() != null) {
                documents.add(ContractJson.decode(polled.value(), DesiredState.class, DesiredState.SCHEMA));
            }
        }
        return documents;
    }
}
