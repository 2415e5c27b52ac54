package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.VirtualRouter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual routers through the API, as an operator states them and as the directors are told. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class VirtualRouterIT {

    private static final String ROUTERS = "/api/v1/virtual-routers";
    private static final String SERVICES = "/api/v1/virtual-services";
    private static final String GROUPS = "/api/v1/director-groups/";
    private static final String DIRECTORS = "/api/v1/directors/";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Fleet fleet = new Fleet("", "", "");
    private String second = "";
    private String router = "";

    @BeforeEach
    void aPair() {
        fleet = Fleet.create();
        second = fleet.director() + "-b";
        router = "guide-" + fleet.site();
        director(second, fleet.group());
    }

    private static void director(String name, String group) {
        Fleet.post("/api/v1/directors", "{'name':'%s','group':'%s','networkInterface':'eth0'}".formatted(name, group))
                .then()
                .statusCode(201);
    }

    /** The guide's, of this test's pair. */
    private String guide() {
        return """
                {'name':'%s','group':'%s','vrid':51,'addresses':['192.168.148.161'],'preempt':false,
                 'members':[{'director':'%s','priority':100,'source':'192.168.148.130'},
                            {'director':'%s','priority':90,'source':'192.168.148.131'}]}
                """.formatted(router, fleet.group(), fleet.director(), second);
    }

    private long revision() {
        return Fleet.get(GROUPS + fleet.group()).jsonPath().getLong("revision");
    }

    @Test
    void itIsMadeReadReplacedListedAndDeletedLikeEverythingElse() {
        Response created = Fleet.post(ROUTERS, guide());
        created.then()
                .statusCode(201)
                .header("Location", containsString(ROUTERS + "/" + router))
                .body("vrrpVersion", equalTo(3))
                .body("advertInterval", equalTo("1s"))
                .body("transport", equalTo("unicast"))
                .body("lease", equalTo("5s"))
                .body("whenUnable", equalTo("fault"))
                .body("preempt", equalTo(false))
                .body("password", nullValue());
        String tag = created.header("ETag");
        assertThat(revision()).isEqualTo(created.jsonPath().getLong("version"));
        Fleet.post(ROUTERS, guide()).then().statusCode(409).body("errors.field", contains("name"));

        Response read = Fleet.get(ROUTERS + "/" + router);
        read.then().statusCode(200).header("ETag", equalTo(tag));
        Response back = Fleet.put(ROUTERS + "/" + router, tag, read.asString());
        back.then().statusCode(200).body("version", greaterThan(read.jsonPath().getInt("version")));
        Fleet.put(ROUTERS + "/" + router, tag, guide()).then().statusCode(412);
        Fleet.authorized()
                .contentType("application/json")
                .body(Fleet.json(guide()))
                .put(ROUTERS + "/" + router)
                .then()
                .statusCode(428);
        Fleet.get(ROUTERS + "?limit=500&after=guide-").then().body("items.name", hasItem(router));

        long before = revision();
        Fleet.authorized().delete(ROUTERS + "/" + router).then().statusCode(200).body("revision", greaterThan((int)
                before));
        Fleet.get(ROUTERS + "/" + router).then().statusCode(404);
        Fleet.authorized().delete(ROUTERS + "/" + router).then().statusCode(404);
    }

    @Test
    void theDirectorsAreToldTheirOwnPartsAndHoldTheAddressForGoodNoMore() throws Exception {
        Fleet.post(ROUTERS, guide()).then().statusCode(201);
        Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 3)).then().statusCode(201);
        Fleet.put(GROUPS + fleet.group(), "*", "{'site':'%s','connectionSync':{'syncId':51}}".formatted(fleet.site()))
                .then()
                .statusCode(200)
                .body("connectionSync.syncId", equalTo(51));
        long revision = revision();

        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(newest(bus, fleet.director()).revision()).isEqualTo(revision);
                assertThat(newest(bus, second).revision()).isEqualTo(revision);
            });
            DesiredState one = newest(bus, fleet.director());
            DesiredState two = newest(bus, second);
            VirtualRouter first = one.failover().virtualRouters().getFirst();
            VirtualRouter other = two.failover().virtualRouters().getFirst();
            assertThat(one.addresses()).isEmpty();
            assertThat(two.addresses()).isEmpty();
            assertThat(one.services()).isEqualTo(two.services()).hasSize(1);
            assertThat(first.priority()).isEqualTo(100);
            assertThat(other.priority()).isEqualTo(90);
            assertThat(first.peers()).containsExactly(other.source());
            assertThat(other.peers()).containsExactly(first.source());
            assertThat(first.addresses()).extracting(AddressText::of).containsExactly("192.168.148.161");
            assertThat(one.failover().connectionSync()).isEqualTo(new ConnectionSync(51, "eth0"));
        }
    }

    private static DesiredState newest(Bus bus, String director) throws Exception {
        List<ConsumerRecord<String, byte[]>> its =
                bus.records().stream().filter(it -> director.equals(it.key())).toList();
        assertThat(its).isNotEmpty();
        return ContractJson.decode(its.getLast().value(), DesiredState.class, DesiredState.SCHEMA);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'vrid':51             | 'vrid':0                                    | vrid                | from 1 to 255
            'vrid':51             | 'vrid':256                                  | vrid                | from 1 to 255
            'vrid':51             | 'vrid':51,'vrrpVersion':4                   | vrrpVersion         | from 2 to 3
            'vrid':51             | 'vrid':51,'state':'MASTER'                  | state               | not a property
            'vrid':51             | 'vrid':51,'password':'1111'                 | password            | which has none
            'vrid':51             | 'vrid':51,'vrrpVersion':2,'password':'123456789' | password       | 1 to 8
            'vrid':51             | 'vrid':51,'vrrpVersion':2,'advertInterval':'500ms' | advertInterval | whole seconds
            'vrid':51             | 'vrid':51,'advertInterval':'5ms'            | advertInterval      | from 10ms
            'vrid':51             | 'vrid':51,'lease':'2s'                      | lease               | from 3s to 1h
            'vrid':51             | 'vrid':51,'lease':'3500ms'                  | lease               | whole seconds
            'vrid':51             | 'vrid':51,'transport':'broadcast'           | transport           | unicast or multicast
            'vrid':51             | 'vrid':51,'whenUnable':'lower'              | whenUnable          | fault without preempt
            'vrid':51             | 'vrid':51,'yieldWithoutQuorum':true         | yieldWithoutQuorum  | false without preempt
            'vrid':51             | 'vrid':51,'preemptDelay':'1s'               | preemptDelay        | nobody would wait
            ['192.168.148.161']   | []                                          | addresses           | Is required
            ['192.168.148.161']   | ['224.0.0.18']                              | addresses[0]        | multicast
            ['192.168.148.161']   | ['192.168.148.161','2001:db8::1']           | addresses[1]        | one family
            'priority':90         | 'priority':100                              | members[1].priority | differ
            'priority':90         | 'priority':255                              | members[1].priority | 255 is for
            192.168.148.131       | 192.168.148.130                             | members[1].source   | Is the source of
            192.168.148.131       | fe80::1%1                                   | members[1].source   | without zone
            """)
    void whatKeepalivedWouldCorrectIsRefused(String what, String with, String field, String reason) {
        long before = revision();
        Fleet.post(ROUTERS, guide().replace(what, with))
                .then()
                .statusCode(400)
                .body("errors.field", contains(field))
                .body("errors[0].message", containsString(reason));
        assertThat(revision()).isEqualTo(before);
        Fleet.get(ROUTERS + "/" + router).then().statusCode(404);
    }

    @Test
    void whatDisagreesWithTheRestOfTheSiteIsAConflictAndStoresNothing() {
        Fleet.post(ROUTERS, guide()).then().statusCode(201);
        long before = revision();
        String twin = guide().replace(router, router + "-2").replace("192.168.148.161", "192.168.148.162");
        Fleet.post(ROUTERS, twin)
                .then()
                .statusCode(409)
                .body("errors.field", contains("vrid"))
                .body("detail", startsWith("vrid: is that of virtual router " + router + " too, on eth0 of "));
        Fleet.post(ROUTERS, twin.replace("'vrid':51", "'vrid':52").replace("192.168.148.162", "192.168.148.161"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("addresses[0]"));
        Fleet.post(
                        ROUTERS,
                        twin.replace("'vrid':51", "'vrid':52")
                                .replace(second, "nobody")
                                .replace("148.131", "148.135"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("members[1].director"));
        Fleet.post(ROUTERS, twin.replace(fleet.group(), "nobody"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("group"));
        assertThat(revision()).isEqualTo(before);
        Fleet.post(ROUTERS, twin.replace("'vrid':51", "'vrid':52")).then().statusCode(201);
    }

    @Test
    void noPeerNorSourceIsAtAnAddressThatSomebodyElseHas() {
        Fleet.post(ROUTERS, guide()).then().statusCode(201);
        String twin = guide().replace(router, router + "-2")
                .replace("'vrid':51", "'vrid':52,'otherPeers':['10.9.9.9']")
                .replace("192.168.148.161", "192.168.148.162");
        String host = "{'name':'web-%s','site':'%s','networkInterface':'eth0','address':'192.168.148.139'}"
                .formatted(fleet.site(), fleet.site());
        Fleet.post("/api/v1/real-servers", host).then().statusCode(201);

        refused(twin.replace("10.9.9.9", "192.168.148.162"), 400, "otherPeers[0]");
        refused(twin.replace("10.9.9.9", "192.168.148.131"), 400, "otherPeers[0]");
        refused(twin.replace("10.9.9.9", "192.168.148.161"), 409, "otherPeers[0]");
        refused(twin.replace("192.168.148.131", "192.168.148.139"), 409, "members[1].source");
        refused(twin.replace("192.168.148.162", "192.168.148.139"), 409, "addresses[0]");
        Fleet.post(ROUTERS, twin).then().statusCode(201);

        Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 3).replace("192.168.148.161", "10.9.9.9"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("address"))
                .body("detail", containsString("otherPeers of virtual router " + router + "-2"));
        Fleet.post("/api/v1/real-servers", host.replace("web-", "two-").replace("148.139", "148.131"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("address"))
                .body("detail", containsString(router));
        Fleet.post("/api/v1/real-servers", host.replace("web-", "two-").replace("148.139", "148.161"))
                .then()
                .statusCode(409);
    }

    private static void refused(String body, int status, String field) {
        Fleet.post(ROUTERS, body).then().statusCode(status).body("errors.field", contains(field));
    }

    @Test
    void itStaysInItsGroupAndItsMembersStayInTheirs() {
        Fleet other = Fleet.create();
        Fleet.post(ROUTERS, guide()).then().statusCode(201);

        Fleet.put(ROUTERS + "/" + router, "*", guide().replace(fleet.group(), other.group()))
                .then()
                .statusCode(409)
                .body("errors.field", contains("group"));
        Fleet.authorized()
                .delete(DIRECTORS + second)
                .then()
                .statusCode(409)
                .body("detail", containsString("[" + router + "]"));
        Fleet.put(DIRECTORS + second, "*", "{'group':'%s','networkInterface':'eth0'}".formatted(other.group()))
                .then()
                .statusCode(409)
                .body("detail", containsString("cannot move"));
        Fleet.put(DIRECTORS + second, "*", "{'group':'%s','networkInterface':'eth5'}".formatted(fleet.group()))
                .then()
                .statusCode(200);
        Fleet.authorized().delete(ROUTERS + "/" + router).then().statusCode(200);
        Fleet.authorized().delete(DIRECTORS + second).then().statusCode(204);
        Fleet.post(ROUTERS, guide().replaceAll(",\\s*\\{'director':'" + second + "'[^}]*}", ""))
                .then()
                .statusCode(201);
        Fleet.authorized().delete(GROUPS + fleet.group()).then().statusCode(409);
    }

    @Test
    void anInterfaceOnWhichTwoWouldHaveOneIdIsRefused() {
        Fleet.post(ROUTERS, guide()).then().statusCode(201);
        String inside = guide().replace(router, router + "-in")
                .replace("192.168.148.", "10.0.0.")
                .replace("'priority':100", "'priority':100,'networkInterface':'eth1'")
                .replace("'priority':90", "'priority':90,'networkInterface':'eth1'");
        Fleet.post(ROUTERS, inside).then().statusCode(201);

        Fleet.put(DIRECTORS + second, "*", "{'group':'%s','networkInterface':'eth1'}".formatted(fleet.group()))
                .then()
                .statusCode(409)
                .body("errors.field", contains("networkInterface"))
                .body("detail", containsString("id 51"));
    }

    @Test
    void anAddressThatIsServedIsNotLeftToEveryDirectorAtOnce() {
        Fleet.post(ROUTERS, guide()).then().statusCode(201);
        Fleet.post(SERVICES, fleet.service("web-" + fleet.site(), 3)).then().statusCode(201);

        Fleet.put(ROUTERS + "/" + router, "*", guide().replace("192.168.148.161", "192.168.148.162"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("addresses"));
        Fleet.authorized()
                .delete(ROUTERS + "/" + router)
                .then()
                .statusCode(409)
                .body("detail", containsString("web-" + fleet.site()));
        Fleet.put(
                        ROUTERS + "/" + router,
                        "*",
                        guide().replace("'192.168.148.161'", "'192.168.148.161','192.168.148.162'"))
                .then()
                .statusCode(200);
        Fleet.put(ROUTERS + "/" + router, "*", guide()).then().statusCode(200);
        Fleet.authorized().delete(SERVICES + "/web-" + fleet.site()).then().statusCode(200);
        Fleet.authorized().delete(ROUTERS + "/" + router).then().statusCode(200);
    }

    @Test
    void aServiceKeepsOffWhatAVirtualRouterElectsOrAdvertisesFrom() {
        Fleet.post(ROUTERS, guide()).then().statusCode(201);
        String other = "core-" + fleet.site();
        Fleet.post("/api/v1/director-groups", "{'name':'%s','site':'%s'}".formatted(other, fleet.site()))
                .then()
                .statusCode(201);
        String web = fleet.service("web-" + fleet.site(), 3);

        Fleet.post(SERVICES, web.replace(fleet.group(), other))
                .then()
                .statusCode(409)
                .body("errors.field", contains("address"))
                .body("detail", containsString("of another group"));
        Fleet.post(SERVICES, web.replace("192.168.148.161", "192.168.148.130"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("address"))
                .body("detail", containsString("advertises"));
        Fleet.post(SERVICES, web.replace("192.168.148.161", "192.168.148.9").replace("148.132", "148.161"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("realServers[0].address"));
        Fleet.post(SERVICES, web).then().statusCode(201);
    }

    /** Both ways round: whichever comes second is refused, and with ten seconds neither is. */
    @Test
    void noRoleComesBackBeforeTheConnectionsAreKnown() {
        String synced = "{'site':'%s','connectionSync':{'syncId':51}}".formatted(fleet.site());
        String hasty = guide().replace("'preempt':false", "'preempt':true,'preemptDelay':'9s'");
        Fleet.post(ROUTERS, hasty).then().statusCode(201);
        long before = revision();
        Fleet.put(GROUPS + fleet.group(), "*", synced)
                .then()
                .statusCode(409)
                .body("errors.field", contains("connectionSync"))
                .body("detail", containsString(router))
                .body("detail", containsString("preemptDelay: Must be 10s or more"));
        assertThat(revision()).isEqualTo(before);

        String patient = hasty.replace("9s", "10s");
        Fleet.put(ROUTERS + "/" + router, "*", patient).then().statusCode(200);
        Fleet.put(GROUPS + fleet.group(), "*", synced).then().statusCode(200);
        long after = revision();
        Fleet.put(ROUTERS + "/" + router, "*", hasty)
                .then()
                .statusCode(409)
                .body("errors.field", contains("preemptDelay"))
                .body("detail", containsString("10s or more"));
        Fleet.post(
                        ROUTERS,
                        hasty.replace(router, router + "-2")
                                .replace(":51", ":52")
                                .replace("148.161", "148.162"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("preemptDelay"));
        assertThat(revision()).isEqualTo(after);
        Fleet.put(ROUTERS + "/" + router, "*", guide()).then().statusCode(200);
    }

    /** Both ways round as well, and no delay is advised to one that may have none. */
    @Test
    void anOwnerIsToldThatItsPriorityIsInTheWayOfConnectionSynchronisation() {
        String synced = "{'site':'%s','connectionSync':{'syncId':51}}".formatted(fleet.site());
        String owned = guide().replace("192.168.148.161", "192.168.148.130")
                .replace("'priority':100", "'priority':255")
                .replace("'preempt':false", "'preempt':true");
        Fleet.post(ROUTERS, owned).then().statusCode(201);
        long before = revision();
        Fleet.put(GROUPS + fleet.group(), "*", synced)
                .then()
                .statusCode(409)
                .body("errors.field", contains("connectionSync"))
                .body("detail", containsString(router))
                .body("detail", containsString("members[0].priority: Must be below 255"))
                .body("detail", not(containsString("preemptDelay")));
        assertThat(revision()).isEqualTo(before);

        Fleet.put(ROUTERS + "/" + router, "*", guide()).then().statusCode(200);
        Fleet.put(GROUPS + fleet.group(), "*", synced).then().statusCode(200);
        Fleet.put(ROUTERS + "/" + router, "*", owned)
                .then()
                .statusCode(409)
                .body("errors.field", contains("members[0].priority"));
    }

    @Test
    void connectionsAreSynchronisedInOneFamilyAndUnderAnIdOfTheGroupsOwn() {
        fleet.everywhere();
        String group = "{'site':'%s','addresses':'everywhere','connectionSync':{'syncId':9}}".formatted(fleet.site());
        String six = fleet.service("six-" + fleet.site(), 3)
                .replace("'forwarding':'dr'", "'forwarding':'tun'")
                .replace("192.168.148.132", "2001:db8::132");
        Fleet.post(SERVICES, six).then().statusCode(201);
        Fleet.put(GROUPS + fleet.group(), "*", group)
                .then()
                .statusCode(409)
                .body("errors.field", contains("connectionSync"));
        Fleet.authorized().delete(SERVICES + "/six-" + fleet.site()).then().statusCode(200);
        long before = revision();
        Fleet.put(GROUPS + fleet.group(), "*", group).then().statusCode(200).body("revision", greaterThan((int)
                before));
        long synced = revision();
        Fleet.put(GROUPS + fleet.group(), "*", group.replace("{'site'", "{'description':'d','site'"))
                .then()
                .statusCode(200)
                .body("revision", equalTo((int) synced));
        Fleet.post(SERVICES, six).then().statusCode(409).body("errors.field", contains("realServers[0].address"));
        Fleet.post("/api/v1/director-groups", group.replace("{'site'", "{'name':'core-" + fleet.site() + "','site'"))
                .then()
                .statusCode(409)
                .body("errors.field", contains("connectionSync.syncId"));
        Fleet.put(GROUPS + fleet.group(), "*", group.replace("9", "256"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("connectionSync.syncId"));
        Fleet.get(GROUPS + fleet.group())
                .then()
                .body("connectionSync.syncId", equalTo(9))
                .body("virtualRouters", empty());
    }
}
