package dev.lvsfleet.controlplane.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.Bus;
import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.NothingStored;
import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong field of a virtual service: a problem that names it, nothing stored, nothing published. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class BadServiceIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    @Inject
    DataSource database;

    private static @Nullable Fleet shared;

    private Fleet fleet = new Fleet("", "", "");
    private @Nullable NothingStored guard;

    @BeforeEach
    void begin() {
        if (shared == null) {
            shared = Fleet.create();
        }
        fleet = shared;
        guard = NothingStored.from(database);
    }

    @AfterEach
    void nothingWasStoredOrIsAboutToBePublished() {
        Objects.requireNonNull(guard).check();
    }

    @AfterAll
    static void nothingWasPublished() {
        Fleet fleet = Objects.requireNonNull(shared);
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(bus.records())
                            .extracting(ConsumerRecord::key)
                            .contains(fleet.director()));
            assertThat(bus.records())
                    .allSatisfy(published -> assertThat(new String(published.value(), StandardCharsets.UTF_8))
                            .contains("\"services\":[]"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'port':80,'weight':1               | 'port':8080,'weight':1            | realServers[0].port            | only nat maps ports
            'forwarding':'dr'                  | 'forwarding':'tun','x':1          | x                              | Is not a property here
            'weight':1                         | 'weight':-1                       | realServers[0].weight          | was -1
            'weight':1                         | 'weight':4294967296               | realServers[0].weight          | was 4294967296
            'weight':1                         | 'weight':1.5                      | realServers[0].weight          | was 1.5
            'weight':1                         | 'weight':'1'                      | realServers[0].weight          | was text
            'port':80,'scheduler'              | 'port':-1,'scheduler'             | port                           | from 0 to 65535
            'port':80,'scheduler'              | 'port':70000,'scheduler'          | port                           | was 70000
            192.168.148.161                    | 224.0.0.18                        | address                        | multicast
            192.168.148.161                    | 0.0.0.0                           | address                        | unspecified
            192.168.148.161                    | 255.255.255.255                   | address                        | broadcast
            192.168.148.161                    | 127.0.0.1                         | address                        | loopback
            192.168.148.161                    | localhost                         | address                        | Must be an IPv4 address
            192.168.148.161                    | not an address                    | address                        | Must be an IPv4 address
            192.168.148.161                    | ::ffff:192.168.148.161            | address                        | IPv4-mapped
            192.168.148.161                    | fe80::161                         | address                        | link-local
            192.168.148.161                    | ff02::1                           | address                        | multicast
            192.168.148.161                    | ::                                | address                        | unspecified
            192.168.148.161                    | ::1                               | address                        | loopback
            192.168.148.132                    | fe80::132                         | realServers[0].address         | link-local
            192.168.148.132                    | 2001:db8::132                     | realServers[0].address         | only forwarding tun
            192.168.148.132                    | 192.168.148.161                   | realServers[0].address         | virtual address itself
            'port':80,'scheduler'              | 'port':80,'protocol':'icmp','scheduler' | protocol                 | one of tcp, udp, sctp
            'port':80,'scheduler'              | 'port':80,'family':'ipv6','scheduler'   | family                   | Only with a firewallMark
            'port':80,'scheduler'              | 'port':80,'addresses':[],'scheduler'    | addresses                | Only with a firewallMark
            'port':80,'weight':1               | 'port':80,'lowerThreshold':1      | realServers[0].lowerThreshold  | at most the upperThreshold
            'forwarding':'dr'                  | 'forwarding':'masq'               | forwarding                     | one of dr, nat, tun, was 'masq'
            'forwarding':'dr'                  | 'forwarding':'dr','tunnel':{'type':'gre'}                   | tunnel          | nothing here is forwarded by tun
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{'type':'vxlan'}                | tunnel.type     | one of ipip, gre, gue
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{}                              | tunnel.type     | Is required
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{'type':'gue'}                  | tunnel.port     | Is required with gue
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{'type':'gue','port':0}         | tunnel.port     | from 1 to 65535
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{'type':'gre','port':1}         | tunnel.port     | only gue has a port
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{'type':'ipip','port':1}        | tunnel.port     | only gue has a port
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{'type':'ipip','checksum':'csum'}    | tunnel.checksum | ipip has no csum
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{'type':'gre','checksum':'remcsum'}  | tunnel.checksum | gre has no remcsum
            'forwarding':'dr'                  | 'forwarding':'tun','tunnel':{'type':'gre','checksum':'crc'}      | tunnel.checksum | one of none, csum, remcsum
            'weight':1                         | 'weight':1,'tunnel':{'type':'gre'}| realServers[0].tunnel          | left out with forwarding dr
            'weight':1                         | 'weight':1,'forwarding':'tun','tunnel':{'type':'gue'}       | realServers[0].tunnel.port | Is required with gue
            'port':80,'weight':1               | 'port':81,'weight':1,'forwarding':'tun' | realServers[0].port      | with forwarding tun
            'scheduler':'wrr'                  | 'scheduler':'wrr','quorum':{'up':3}                         | quorum.up          | add up to 2
            'scheduler':'wrr'                  | 'scheduler':'wrr','quorum':{'up':2,'hysteresis':1}          | quorum.hysteresis  | add up to 2
            'scheduler':'wrr'                  | 'scheduler':'wrr','quorum':{'up':2,'hysteresis':2}          | quorum.hysteresis  | less than up
            'scheduler':'wrr'                  | 'scheduler':'wrr','quorum':{'up':0}                         | quorum.up          | from 1 to
            'scheduler':'wrr'                  | 'scheduler':'wrr','quorum':2                                | quorum             | JSON object
            'scheduler':'wrr'                  | 'scheduler':'wrr','schedulerFlags':['ops']                  | schedulerFlags     | udp alone
            'scheduler':'wrr'                  | 'scheduler':'wrr','schedulerFlags':['sh-port']              | schedulerFlags     | scheduler sh, not of wrr
            'scheduler':'wrr'                  | 'scheduler':'mh','schedulerFlags':['sh-fallback']           | schedulerFlags     | scheduler sh, not of mh
            'scheduler':'wrr'                  | 'scheduler':'wrr','schedulerFlags':['mh-port']              | schedulerFlags     | scheduler mh, not of wrr
            'scheduler':'wrr'                  | 'scheduler':'wrr','schedulerFlags':['flag-1']               | schedulerFlags[0]  | one of sh-port
            'scheduler':'wrr'                  | 'scheduler':'wrr','schedulerFlags':[1]                      | schedulerFlags[0]  | Must be text
            'scheduler':'wrr'                  | 'scheduler':'wrr','schedulerFlags':'ops'                    | schedulerFlags     | Must be a list
            'scheduler':'wrr'                  | 'protocol':'udp','scheduler':'wrr','schedulerFlags':['ops'],'persistence':{} | persistence | on its own
            'scheduler':'wrr'                  | 'scheduler':'wrr','persistence':{'engine':'sip'}            | persistence.engine | udp alone
            'scheduler':'wrr'                  | 'protocol':'sctp','scheduler':'wrr','persistence':{'engine':'sip'} | persistence.engine | udp alone
            'scheduler':'wrr'                  | 'protocol':'udp','scheduler':'wrr','persistence':{'engine':'h323'} | persistence.engine | one of sip
            'scheduler':'wrr'                  | 'scheduler':'wrr','persistence':{'timeout':'0s'}            | persistence.timeout | from 1s to 744h
            'scheduler':'wrr'                  | 'scheduler':'wrr','persistence':{'timeout':'745h'  }        | persistence.timeout | from 1s to 744h
            'scheduler':'wrr'                  | 'scheduler':'wrr','persistence':{'timeout':'1500ms'}        | persistence.timeout | whole seconds
            'scheduler':'wrr'                  | 'scheduler':'wrr','persistence':{'prefix':33}               | persistence.prefix | at most 32
            'scheduler':'wrr'                  | 'scheduler':'wrr','persistence':{'prefix':0}                | persistence.prefix | from 1 to 128
            'scheduler':'wrr'                  | 'scheduler':'wrr','whenDown':'ignore'                       | whenDown           | one of remove, quiesce, was 'ignore'
            'scheduler':'wrr'                  | 'scheduler':'wrr','ejectionLimit':101                       | ejectionLimit      | from 0 to 100
            'scheduler':'wrr'                  | 'scheduler':'wrr','slowStart':{}                            | slowStart.duration | Is required
            'scheduler':'wrr'                  | 'scheduler':'wrr','slowStart':{'duration':'61m'}            | slowStart.duration | from 1s to 1h
            'scheduler':'wrr'                  | 'scheduler':'wrr','slowStart':{'duration':'1m','steps':-1}  | slowStart.steps    | from 0 to 1000
            'scheduler':'wrr'                  | 'scheduler':'wrr','drainTimeout':'1441m'                    | drainTimeout       | from 0ms to 24h, was '1441m'
            'scheduler':'wrr'                  | 'scheduler':'wrr','fallback':[{'address':'192.168.148.132','port':80}] | fallback[0] | same real server as realServers[0]
            'scheduler':'wrr'                  | 'scheduler':'wrr','fallback':[{'address':'192.168.148.9','port':81}]   | fallback[0].port | only nat maps ports
            'statusCode':200                   | 'port':0                          | healthCheck.port               | from 1 to 65535
            192.168.148.161                    | 3232273569                        | address                        | full form
            'wrr'                              | 'fastest'                         | scheduler                      | rr, wrr, lc
            192.168.148.133                    | 192.168.148.132                   | realServers[1]                 | same real server as realServers[0]
            'group':'                          | 'group':'no-                      | group                          | no director group
            'name':'                           | 'name':'Not_A_Name                | name                           | lower-case letters
            6s                                 | 6 seconds                         | healthCheck.interval           | like 500ms, 6s, 2m or 1h, was '6 seconds'
            6s                                 | 1ms                               | healthCheck.interval           | from 100ms to 1h, was '1ms'
            'statusCode':200                   | 'statusCode':99                   | healthCheck.statusCode         | 100 to 599
            '/health_check'                    | 'health_check'                    | healthCheck.path               | slash
            'http'                             | 'icmp'                            | healthCheck.type               | http, tcp, was 'icmp'
            """)
    void aWrongFieldIsNamed(String from, String to, String field, String message) {
        String body = fleet.service("bad", 1).replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));

        Fleet.post(SERVICES, body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:lvsfleet:problem:invalid"))
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(message))
                .body("detail", startsWith(field + ": "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            7          | 0                               | firewallMark        | from 1 to 4294967295
            7          | 4294967296                      | firewallMark        | was 4294967296
            7          | -1                              | firewallMark        | was -1
            7          | '7'                             | firewallMark        | was text
            7          | 7,'port':80                     | port                | Not with a firewallMark
            7          | 7,'address':'192.0.2.1'         | address             | Not with a firewallMark
            7          | 7,'protocol':'udp'              | protocol            | Not with a firewallMark
            7          | 7,'family':'inet'               | family              | one of ipv4, ipv6
            7          | 7,'addresses':['fe80::1']       | addresses[0]        | link-local
            7          | 7,'addresses':['2001:db8::1']   | addresses[0]        | family, ipv4
            7          | 7,'addresses':['192.0.2.1','192.0.2.1'] | addresses[1] | there already
            7          | 7,'family':'ipv6'               | realServers[0].address | only forwarding tun
            7          | 7,'healthCheck':{'type':'tcp'}  | healthCheck.port    | Is required
            7          | 7,'persistence':{'engine':'sip'}| persistence.engine  | udp alone
            'weight':1 | 'port':80                       | realServers[0].port | Must be left out
            """)
    void aWrongFieldOfAFirewallMarkServiceIsNamed(String from, String to, String field, String message) {
        String body = """
                {'name':'bad','group':'%s','firewallMark':7,'scheduler':'rr','forwarding':'dr',
                 'realServers':[{'address':'192.0.2.9','weight':1}]}
                """.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))
                .formatted(fleet.group());

        Fleet.post(SERVICES, body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(message));
    }

    @Test
    void aPortMappingWithTunnellingIsRefused() {
        String body =
                fleet.service("bad", 1).replace("'dr'", "'tun'").replace("'port':80,'weight'", "'port':81,'weight'");
        Fleet.post(SERVICES, body).then().statusCode(400).body("errors.size()", equalTo(2));
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Fleet.post(SERVICES, "{'name':7,'port':-1,'colour':'red'}")
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        equalTo(List.of("name", "group", "address", "port", "scheduler", "forwarding", "colour")));
    }
}
