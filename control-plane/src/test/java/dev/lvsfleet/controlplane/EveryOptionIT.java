package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.PersistenceEngine;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.SlowStart;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.contract.WhenDown;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator can say about a service: stored, answered, put back and published as it was said. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class EveryOptionIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    @Test
    void everythingThatIsSaidIsAnsweredAndPublished() throws Exception {
        Fleet fleet = Fleet.create();
        String name = "sip-" + fleet.site();

        Response created = Fleet.post(SERVICES, everything(name, fleet.group()));

        created.then().statusCode(201).body("address", equalTo("2001:db8::161"));
        Response read = Fleet.get(SERVICES + "/" + name);
        Map<String, Object> answered = new HashMap<>(read.jsonPath().getMap(""));
        assertThat(answered.remove("preparation")).isNotNull();
        assertThat(answered).isEqualTo(created.jsonPath().getMap(""));
        Response replaced = Fleet.put(SERVICES + "/" + name, read.header("ETag"), read.asString());
        replaced.then().statusCode(200);
        assertThat(withoutVersions(replaced)).isEqualTo(withoutVersions(read));
        DesiredService published = published(fleet, replaced.jsonPath().getLong("revision"))
                .services()
                .getFirst();
        assertThat(published.endpoint())
                .isEqualTo(new ServiceEndpoint.Address(Protocol.UDP, InetAddress.ofLiteral("2001:db8::161"), 5060));
        assertThat(published.flags()).isEqualTo(Set.of(SchedulerFlag.MH_PORT, SchedulerFlag.MH_FALLBACK));
        assertThat(published.persistence())
                .isEqualTo(new Persistence(Duration.ofSeconds(90), 64, PersistenceEngine.SIP));
        assertThat(published.realServers())
                .extracting(DesiredRealServer::tunnel)
                .containsExactly(
                        new Tunnel(Encapsulation.GUE, 6080, TunnelChecksum.REMCSUM),
                        null,
                        new Tunnel(Encapsulation.GRE, 0, TunnelChecksum.CSUM));
        assertThat(published.fallback())
                .extracting(DesiredRealServer::forwarding)
                .containsExactly(Forwarding.NAT);
        assertThat(published.policy())
                .isEqualTo(new PoolPolicy(
                        WhenDown.QUIESCE,
                        50,
                        new Quorum(3, 1),
                        new SlowStart(Duration.ofSeconds(30), 5),
                        Duration.ofMinutes(10)));
    }

    @Test
    void whoSaysNothingGetsTheDefaults() throws Exception {
        Fleet fleet = Fleet.create();

        Response created = Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 1));

        created.then()
                .statusCode(201)
                .body("protocol", equalTo("tcp"))
                .body("firewallMark", nullValue())
                .body("schedulerFlags", equalTo(List.of()))
                .body("persistence", nullValue())
                .body("tunnel", nullValue())
                .body("fallback", equalTo(List.of()))
                .body("whenDown", equalTo("remove"))
                .body("ejectionLimit", equalTo(100))
                .body("quorum.up", equalTo(1))
                .body("quorum.hysteresis", equalTo(0))
                .body("slowStart", nullValue())
                .body("drainTimeout", equalTo("0ms"));
        assertThat(published(fleet, created.jsonPath().getLong("revision"))
                        .services()
                        .getFirst()
                        .policy())
                .isEqualTo(PoolPolicy.DEFAULT);
    }

    @Test
    void aFirewallMarkStandsForAnAddressAndItsDirectorsHoldWhatIsGivenBesideIt() throws Exception {
        Fleet fleet = Fleet.create();

        Response created = Fleet.post(SERVICES, marked("marked-" + fleet.site(), fleet.group(), "ipv4"));

        created.then()
                .statusCode(201)
                .body("firewallMark", equalTo(4_294_967_295L))
                .body("address", nullValue())
                .body("realServers[0].port", nullValue())
                .body("addresses", equalTo(List.of("192.0.2.1", "192.0.2.2")))
                .body("healthCheck.port", equalTo(8080));
        DesiredState document = published(fleet, created.jsonPath().getLong("revision"));
        assertThat(document.addresses())
                .extracting(it -> AddressText.of(it.address()))
                .containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(document.services().getFirst().endpoint())
                .isEqualTo(new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 4_294_967_295L));
        try (Bus bus = new Bus(Topic.PROBE_TARGETS, fleet.site())) {
            await().untilAsserted(() -> assertThat(bus.records()).hasSize(1));
            assertThat(ContractJson.decode(bus.records().getFirst().value(), ProbeTarget.class, ProbeTarget.SCHEMA)
                            .port())
                    .isEqualTo(8080);
        }
    }

    @Test
    void aServiceForEveryPortIsPublishedWithoutOne() throws Exception {
        Fleet fleet = Fleet.create();

        Response created = Fleet.post(SERVICES, everyPort("all-" + fleet.site(), fleet.group()));

        created.then().statusCode(201).body("port", equalTo(0)).body("realServers[0].port", nullValue());
        DesiredService service = published(fleet, created.jsonPath().getLong("revision"))
                .services()
                .getFirst();
        assertThat(service.endpoint())
                .isEqualTo(new ServiceEndpoint.Address(Protocol.TCP, InetAddress.ofLiteral("192.0.2.1"), 0));
        assertThat(service.realServers()).extracting(DesiredRealServer::port).containsExactly(0);
    }

    @Test
    void aFirewallMarkIsOnceInAGroupForEachFamily() {
        Fleet fleet = Fleet.create();
        String first = "first-" + fleet.site();
        Fleet.post(SERVICES, marked(first, fleet.group(), "ipv4")).then().statusCode(201);

        Fleet.post(SERVICES, marked("second-" + fleet.site(), fleet.group(), "ipv4"))
                .then()
                .statusCode(409)
                .body("errors.field", equalTo(List.of("firewallMark")))
                .body("detail", containsString(first));
        String six = marked("six-" + fleet.site(), fleet.group(), "ipv6").replaceAll("192\\.0\\.2\\.", "2001:db8::");
        Fleet.post(SERVICES, six).then().statusCode(201);
        Fleet.put(SERVICES + "/" + first, "*", marked(first, fleet.group(), "ipv4"))
                .then()
                .statusCode(200);
    }

    @Test
    void oneAddressAndPortServeEachProtocolOnceInWhateverFormItIsWritten() {
        Fleet fleet = Fleet.create();
        Fleet.post(SERVICES, everything("udp-" + fleet.site(), fleet.group()))
                .then()
                .statusCode(201);

        Fleet.post(SERVICES, everything("again-" + fleet.site(), fleet.group()).replace("db8:0::", "0db8::"))
                .then()
                .statusCode(409)
                .body("errors.field", equalTo(List.of("address")));
        Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 1)).then().statusCode(201);
        for (String protocol : List.of("udp", "sctp")) {
            Fleet.post(
                            SERVICES,
                            fleet.service(protocol + "-80-" + fleet.site(), 1)
                                    .replace("'scheduler'", "'protocol':'" + protocol + "','scheduler'"))
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void aServiceThatBecomesAMarkLeavesItsAddress() {
        Fleet fleet = Fleet.create();
        String name = "web-" + fleet.site();
        Fleet.post(SERVICES, fleet.service(name, 1)).then().statusCode(201);

        Fleet.put(SERVICES + "/" + name, "*", marked(name, fleet.group(), "ipv4"))
                .then()
                .statusCode(200);

        Fleet.get(SERVICES + "/" + name).then().body("address", nullValue()).body("family", equalTo("ipv4"));
        Fleet.post(SERVICES, fleet.service("next-" + fleet.site(), 1)).then().statusCode(201);
    }

    private static DesiredState published(Fleet fleet, long revision) throws Exception {
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().untilAsserted(() -> assertThat(newest(bus).revision()).isEqualTo(revision));
            return newest(bus);
        }
    }

    private static DesiredState newest(Bus bus) throws Exception {
        assertThat(bus.records()).isNotEmpty();
        return ContractJson.decode(bus.records().getLast().value(), DesiredState.class, DesiredState.SCHEMA);
    }

    private static String withoutVersions(Response answer) {
        return answer.asString().replaceAll("\"(version|revision)\":\\d+|,\"preparation\":\\[[^]]*]", "");
    }

    private static String everyPort(String name, String group) {
        return """
                {'name':'%s','group':'%s','address':'192.0.2.1','port':0,'scheduler':'rr','forwarding':'dr',
                 'persistence':{},'realServers':[{'address':'192.0.2.9'}]}
                """.formatted(name, group);
    }

    private static String everything(String name, String group) {
        return """
                {'name':'%s','group':'%s','address':'2001:db8:0::161','port':5060,'protocol':'udp','scheduler':'mh',
                 'schedulerFlags':['mh-fallback','mh-port'],
                 'persistence':{'timeout':'90s','prefix':64,'engine':'sip'},
                 'forwarding':'tun','tunnel':{'type':'gue','port':6080,'checksum':'remcsum'},
                 'realServers':[{'address':'10.0.0.1','port':5060,'weight':2},
                                {'address':'2001:db8::132','port':5062,'forwarding':'nat'},
                                {'address':'2001:db8::133','port':5060,'upperThreshold':9,'lowerThreshold':5,
                                 'forwarding':'tun','tunnel':{'type':'gre','checksum':'csum'}}],
                 'fallback':[{'address':'2001:db8::134','port':5080,'forwarding':'nat'}],
                 'whenDown':'quiesce','ejectionLimit':50,'quorum':{'up':3,'hysteresis':1},
                 'slowStart':{'duration':'30s','steps':5},'drainTimeout':'10m',
                 'healthCheck':{'type':'tcp'}}
                """.formatted(name, group);
    }

    private static String marked(String name, String group, String family) {
        return """
                {'name':'%s','group':'%s','firewallMark':4294967295,'family':'%s','addresses':['192.0.2.1','192.0.2.2'],
                 'scheduler':'rr','forwarding':'dr','realServers':[{'address':'192.0.2.9'}],
                 'healthCheck':{'type':'http','port':8080}}
                """.formatted(name, group, family);
    }
}
