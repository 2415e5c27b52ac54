package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.endtoend.KernelTable.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every kind of service that the API knows, created as a user would and used as a client would. */
@Tag("lab")
@Order(SharedLab.ONE_DIRECTOR)
class ServiceKindsIT {

    private static final String NAME = "kind";
    private static final String NGINX_1 = "192.168.148.132";
    private static final String NGINX_2 = "192.168.148.133";
    private static final String ANY = "0.0.0.0";

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private RunningLab lab;
    private KernelTable kernel;
    private LabClient client;
    private Operator operator;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        lab = SHARED.lab();
        kernel = new KernelTable(lab);
        client = new LabClient(lab);
        operator = new Operator(lab);
        operator.delete(NAME);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable server : opened) {
            server.close();
        }
        operator.delete(NAME);
        operator.close();
    }

    @Test
    void datagramsOfDifferentPortsAreSpreadAndThoseOfOneStayTogether() throws Exception {
        String vip = "192.168.148.171";
        operator.create(service("rr", "\"protocol\": \"udp\"", vip, 5353, NGINX_1, NGINX_2));
        serveUdp(vip, 5353);
        List<String> spread = client.udp(LabClient.OWN, vip, 5353, 20);
        assertThat(spread).containsOnly("nginx-1 " + LabClient.OWN, "nginx-2 " + LabClient.OWN);
        assertThat(spread).filteredOn(answer -> answer.startsWith("nginx-1")).hasSize(10);
        assertThat(new HashSet<>(client.udpFromOneSocket(LabClient.OWN, vip, 5353, 20)))
                .hasSize(1);
    }

    @Test
    void withOnePacketSchedulingTheDatagramsOfOnePortAreSpread() throws Exception {
        String vip = "192.168.148.172";
        String once = "\"protocol\": \"udp\", \"schedulerFlags\": [\"ops\"]";
        operator.create(service("rr", once, vip, 5353, NGINX_1, NGINX_2));
        serveUdp(vip, 5353);
        List<String> answers = client.udpFromOneSocket(LabClient.OWN, vip, 5353, 20);
        assertThat(answers).filteredOn(answer -> answer.startsWith("nginx-1")).hasSize(10);
        assertThat(kernel.connections(vip)).isEmpty();
    }

    /** The mark is set as an administrator would, before IPVS sees the packet; the fleet only serves what bears it. */
    @Test
    void aFirewallMarkJoinsPortsAndProtocolsToOneService() throws Exception {
        String vip = "192.168.148.173";
        operator.create("""
                {"name": "kind", "group": "edge", "firewallMark": 7, "addresses": ["192.168.148.173"],
                 "scheduler": "rr", "forwarding": "dr", "persistence": {"timeout": "1m"},
                 "realServers": [{"address": "192.168.148.132"}, {"address": "192.168.148.133"}]}
                """);
        serveTcp(8001);
        serveUdp(vip, 8002);
        onNode(
                "director-1",
                "tc qdisc add dev eth0 clsact && tc filter add dev eth0 ingress protocol ip prio 7"
                        + " u32 match ip dst " + vip + "/32 action skbedit mark 7");
        opened.add(() -> onNode("director-1", "tc qdisc del dev eth0 clsact"));
        client.addresses("client", LabClient.hosts(201, 2));
        Set<String> chosen = new TreeSet<>();
        for (String source : LabClient.hosts(201, 2)) {
            List<String> answers = new ArrayList<>(client.tcp(source, vip, 8001, 5));
            answers.addAll(client.udp(source, vip, 8002, 5));
            assertThat(new HashSet<>(answers)).as("all from %s", source).hasSize(1);
            chosen.add(answers.getFirst().split(" ", 2)[0]);
        }
        assertThat(chosen).containsExactly("nginx-1", "nginx-2");
        assertThat(kernel.weights("-f 7")).hasSize(2);
    }

    /** A real server is known by one address, here that of IPv4; so for IPv6 these hosts are prepared by somebody else. */
    @Test
    void aVirtualAddressOfTheSixthVersionServesByDirectRouting() throws Exception {
        String vip = "fd00:148::161";
        operator.create(service("rr", "\"protocol\": \"tcp\"", vip, 8006, "fd00:148::132", "fd00:148::133"));
        for (String node : List.of("nginx-1", "nginx-2")) {
            onNode(node, "ip addr add " + vip + "/128 dev lo");
            opened.add(() -> onNode(node, "ip addr del " + vip + "/128 dev lo"));
            opened.add(NamingServer.tcp(lab, node, "::", 8006));
        }
        List<String> answers = client.tcp("fd00:148::150", vip, 8006, 20);
        assertThat(answers).filteredOn(answer -> answer.startsWith("nginx-1")).hasSize(10);
        assertThat(answers).filteredOn(answer -> answer.startsWith("nginx-2")).hasSize(10);
        assertThat(kernel.weights("-t [fd00:148::161]:8006")).hasSize(2);
    }

    @Test
    void aPersistentServiceKeepsAClientWhereItWasAndShowsWhy() throws Exception {
        String vip = "192.168.148.174";
        operator.create(service("rr", "\"persistence\": {\"timeout\": \"1m\"}", vip, 8001, NGINX_1, NGINX_2));
        serveTcp(8001);
        List<String> sources = LabClient.hosts(201, 4);
        client.addresses("client", sources);
        Map<String, Set<String>> chosen = answers(sources, vip, 10);
        assertThat(chosen.values()).allMatch(nodes -> nodes.size() == 1);
        assertThat(chosen.values().stream().flatMap(Set::stream)).containsOnly("nginx-1", "nginx-2");
        assertThat(kernel.connections(vip).stream()
                        .filter(Connection::isTemplate)
                        .map(Connection::clientAddress))
                .containsExactlyInAnyOrderElementsOf(sources);
    }

    @Test
    void aPrefixMakesOneClientOfItsAddresses() throws Exception {
        String vip = "192.168.148.175";
        String prefix = "\"persistence\": {\"timeout\": \"1m\", \"prefix\": 29}";
        operator.create(service("rr", prefix, vip, 8001, NGINX_1, NGINX_2));
        serveTcp(8001);
        List<String> sources = LabClient.hosts(200, 16);
        client.addresses("client", sources);
        Map<String, Set<String>> chosen = answers(sources, vip, 2);
        Set<String> low = chosen.get("192.168.148.200");
        Set<String> high = chosen.get("192.168.148.208");
        assertThat(low).hasSize(1).isNotEqualTo(high);
        assertThat(chosen.entrySet())
                .allSatisfy(entry -> assertThat(entry.getValue())
                        .isEqualTo(entry.getKey().compareTo("192.168.148.208") < 0 ? low : high));
    }

    @Test
    void sourceHashingSendsAClientAlwaysToTheSameAndSpreadsClients() throws Exception {
        String vip = "192.168.148.176";
        operator.create(service("sh", "\"schedulerFlags\": [\"sh-fallback\"]", vip, 8001, NGINX_1, NGINX_2));
        serveTcp(8001);
        List<String> sources = LabClient.hosts(200, 20);
        client.addresses("client", sources);
        Map<String, Set<String>> first = answers(sources, vip, 5);
        assertThat(first.values()).allMatch(nodes -> nodes.size() == 1);
        assertThat(first.values().stream().flatMap(Set::stream)).contains("nginx-1", "nginx-2");
        operator.edit(NAME, service -> service.put("scheduler", "rr").putArray("schedulerFlags"));
        operator.edit(
                NAME,
                service -> service.put("scheduler", "sh")
                        .putArray("schedulerFlags")
                        .add("sh-fallback"));
        assertThat(answers(sources, vip, 5))
                .as("after another scheduler in between")
                .isEqualTo(first);
    }

    /** Five real servers on two hosts: which of them it was only the director knows, so its table is asked. */
    @Test
    void maglevMovesFewOfTheClientsWhoseRealServerStays() throws Exception {
        String vip = "192.168.148.177";
        String gone = "192.168.148.232";
        client.addresses("nginx-1", List.of("192.168.148.230", "192.168.148.231"));
        client.addresses("nginx-2", List.of("192.168.148.232"));
        String[] five = {NGINX_1, NGINX_2, "192.168.148.230", "192.168.148.231", gone};
        operator.create(service("mh", "\"schedulerFlags\": [\"mh-fallback\"]", vip, 8001, five));
        serveTcp(8001);
        List<String> sources = LabClient.hosts(190, 38);
        client.addresses("client", sources);

        Map<String, Set<String>> before = destinations(sources, vip);
        assertThat(before.values()).allMatch(chosen -> chosen.size() == 1);
        assertThat(before.values().stream().flatMap(Set::stream).distinct()).hasSize(5);

        operator.edit(NAME, service -> service.withArray("realServers").remove(4));
        Map<String, Set<String>> after = destinations(sources, vip);
        assertThat(after.values()).allMatch(chosen -> chosen.size() == 1);
        List<String> stayers = sources.stream()
                .filter(source -> !before.getOrDefault(source, Set.of()).contains(gone + ":8001"))
                .toList();
        long moved = stayers.stream()
                .filter(source -> !Objects.equals(after.get(source), before.get(source)))
                .count();
        assertThat(moved).as("moved of the %d that need not", stayers.size()).isLessThanOrEqualTo(stayers.size() / 10);
    }

    private static String service(String scheduler, String setting, String vip, int port, String... realServers) {
        return """
                {"name": "kind", "group": "edge", "address": "%s", "port": %d, "scheduler": "%s", %s,
                 "forwarding": "dr", "realServers": [%s]}
                """.formatted(
                        vip,
                        port,
                        scheduler,
                        setting,
                        List.of(realServers).stream()
                                .map(address -> "{\"address\": \"" + address + "\", \"port\": " + port + "}")
                                .collect(Collectors.joining(", ")));
    }

    private void serveTcp(int port) throws IOException, InterruptedException {
        for (String node : List.of("nginx-1", "nginx-2")) {
            opened.add(NamingServer.tcp(lab, node, ANY, port));
        }
    }

    private void serveUdp(String vip, int port) throws IOException, InterruptedException {
        for (String node : List.of("nginx-1", "nginx-2")) {
            opened.add(NamingServer.udp(lab, node, vip, port));
        }
    }

    /** Which nodes answered each client in so many connections. */
    private Map<String, Set<String>> answers(List<String> sources, String vip, int times)
            throws IOException, InterruptedException {
        Map<String, Set<String>> answers = new TreeMap<>();
        for (String source : sources) {
            for (String answer : client.tcp(source, vip, 8001, times)) {
                assertThat(answer).endsWith(" " + source);
                answers.computeIfAbsent(source, _ -> new TreeSet<>()).add(answer.split(" ", 2)[0]);
            }
        }
        return answers;
    }

    /** Where the director sent three new connections of each client. */
    private Map<String, Set<String>> destinations(List<String> sources, String vip)
            throws IOException, InterruptedException {
        Set<String> old =
                kernel.connections(vip).stream().map(Connection::client).collect(Collectors.toSet());
        answers(sources, vip, 3);
        return kernel.connections(vip).stream()
                .filter(connection -> !old.contains(connection.client()))
                .collect(Collectors.groupingBy(
                        Connection::clientAddress,
                        TreeMap::new,
                        Collectors.mapping(Connection::destination, Collectors.toSet())));
    }

    private void onNode(String node, String commands) throws IOException, InterruptedException {
        lab.exec(node, "sh", "-c", commands).orThrow(commands);
    }
}
