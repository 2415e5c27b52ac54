package dev.lvsfleet.agent.doctor;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules are as nft 1.0.6 prints them with -j. */
class FirewallRulesTest {

    private static final Packet WEB = new Packet("tcp", 6, InetAddress.ofLiteral("192.168.148.161"), 80, "eth0");
    private static final Packet VRRP = new Packet("vrrp", 112, InetAddress.ofLiteral("224.0.0.18"), 0, "eth0");
    private static final Packet WEB6 = new Packet("tcp", 6, InetAddress.ofLiteral("2001:db8::161"), 80, "eth0");

    private static final String HTTP =
            "{'match':{'op':'==','left':{'payload':{'protocol':'tcp','field':'dport'}},'right':80}}";
    private static final String SOME = "{'match':{'op':'==','left':{'payload':{'protocol':'ip','field':'saddr'}},"
            + "'right':{'prefix':{'addr':'10.0.0.0','len':8}}}}";
    private static final String ACCEPT = "{'accept':null}";
    private static final String DROP = "{'drop':null}";

    private final List<String> objects = new ArrayList<>();

    private FirewallRulesTest chain(String name, String more) {
        objects.add("{'chain':{'family':'inet','table':'filter','name':'%s','handle':1%s}}".formatted(name, more));
        return this;
    }

    private FirewallRulesTest input(String policy) {
        return chain("input", ",'type':'filter','hook':'input','prio':0,'policy':'" + policy + "'");
    }

    private FirewallRulesTest rule(String chain, String... statements) {
        objects.add("{'rule':{'family':'inet','table':'filter','chain':'%s','handle':%d,'expr':[%s]}}"
                .formatted(chain, objects.size(), String.join(",", statements)));
        return this;
    }

    private Ruleset ruleset() {
        try {
            return RulesetCompiler.compile(new ObjectMapper()
                    .readTree(("{'nftables':[{'metainfo':{}},{'table':{}}" + (objects.isEmpty() ? "" : ",")
                                    + String.join(",", objects) + "]}")
                            .replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String match(String left, String op, String right) {
        return "{'match':{'op':'%s','left':%s,'right':%s}}".formatted(op, left, right);
    }

    private void passes(Packet packet) {
        assertThat(FirewallRules.drop(ruleset(), packet)).isEmpty();
    }

    private void drops(Packet packet, String where) {
        assertThat(FirewallRules.drop(ruleset(), packet))
                .hasValueSatisfying(it -> assertThat(it).contains(where));
    }

    @Test
    void nothingAtAllDropsNothing() {
        passes(WEB);
        passes(VRRP);
    }

    @Test
    void aPolicyOfDropWithoutAnAcceptingRuleDropsAndTheChainIsNamed() {
        input("drop").rule("input", HTTP, ACCEPT);

        passes(WEB);
        passes(WEB6);
        drops(VRRP, "table inet filter, chain input: its policy is drop");
        drops(new Packet("udp", 17, WEB.destination(), 80, "eth0"), "policy");
        drops(new Packet("tcp", 6, WEB.destination(), 81, "eth0"), "policy");
    }

    @Test
    void anExplicitDropIsFoundUnderAPolicyOfAccept() {
        input("accept").rule("input", HTTP, "{'counter':{'packets':0,'bytes':0}}", DROP);

        drops(WEB, "rule 1 drops it");
        passes(VRRP);
    }

    @Test
    void whatIsForEstablishedConnectionsOrInvalidPacketsIsNotForANewOne() {
        input("drop")
                .rule("input", match("{'ct':{'key':'state'}}", "in", "['established','related']"), ACCEPT)
                .rule("input", match("{'ct':{'key':'state'}}", "in", "'invalid'"), DROP)
                .rule("input", match("{'meta':{'key':'iifname'}}", "==", "'lo'"), ACCEPT);
        drops(WEB, "policy");

        rule("input", HTTP, match("{'ct':{'key':'state'}}", "in", "'new'"), ACCEPT);
        passes(WEB);
    }

    @Test
    void aRuleForSomeSourcesAcceptsOnlyIfItNamesThePacket() {
        input("drop").rule("input", SOME, ACCEPT);
        drops(WEB, "policy");

        rule("input", SOME, HTTP, ACCEPT);
        passes(WEB);
        drops(VRRP, "policy");
    }

    @Test
    void aDropForSomeSourcesIsNoFinding() {
        input("accept")
                .rule("input", SOME, HTTP, DROP)
                .rule("input", "{'limit':{'rate':5,'per':'second'}}", HTTP, DROP);

        passes(WEB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'match':{'op':'==','left':{'meta':{'key':'l4proto'}},'right':'vrrp'}}",
                "{'match':{'op':'==','left':{'payload':{'protocol':'ip','field':'protocol'}},'right':112}}",
                "{'match':{'op':'==','left':{'payload':{'protocol':'ip','field':'protocol'}},'right':{'set':[6,'vrrp']}}}",
                "{'match':{'op':'==','left':{'payload':{'protocol':'ip','field':'daddr'}},'right':'224.0.0.18'}}",
                "{'match':{'op':'==','left':{'payload':{'protocol':'ip','field':'daddr'}},"
                        + "'right':{'prefix':{'addr':'224.0.0.0','len':24}}}}",
                "{'match':{'op':'!=','left':{'meta':{'key':'iifname'}},'right':'eth1'}}",
                "{'match':{'op':'==','left':{'meta':{'key':'iifname'}},'right':'eth0*'}}",
                "{'match':{'op':'==','left':{'fib':{'result':'type','flags':['daddr']}},'right':'multicast'}}"
            })
    void vrrpIsAcceptedInEveryWayThatMeansIt(String condition) {
        input("drop").rule("input", condition, ACCEPT);

        passes(VRRP);
        drops(new Packet("udp", 17, InetAddress.ofLiteral("192.168.148.1"), 9, "eth1"), "policy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'range':[1,1023]}",
                "{'set':[22,{'range':[80,90]}]}",
                "{'set':[{'elem':{'val':80,'counter':{'packets':0,'bytes':0}}}]}"
            })
    void aPortIsFoundInRangesAndSets(String ports) {
        input("drop").rule("input", match("{'payload':{'protocol':'tcp','field':'dport'}}", "==", ports), ACCEPT);

        passes(WEB);
        drops(new Packet("tcp", 6, WEB.destination(), 8080, "eth0"), "policy");
    }

    @Test
    void ipv6AddressesAreComparedByTheirValue() {
        input("drop")
                .rule(
                        "input",
                        match("{'payload':{'protocol':'ip6','field':'daddr'}}", "==", "'2001:db8::161'"),
                        ACCEPT);

        passes(WEB6);
        drops(WEB, "policy");
    }

    @Test
    void aNamedSetIsNotLookedInto() {
        input("drop").rule("input", match("{'payload':{'protocol':'tcp','field':'dport'}}", "==", "'@ports'"), ACCEPT);
        drops(WEB, "policy");

        objects.clear();
        input("accept").rule("input", match("{'payload':{'protocol':'tcp','field':'dport'}}", "==", "'@ports'"), DROP);
        passes(WEB);
    }

    @Test
    void jumpsAreFollowedAsFirewalldMakesThem() {
        input("accept")
                .chain("zones", "")
                .chain("public", "")
                .rule("input", "{'jump':{'target':'zones'}}")
                .rule("input", "{'reject':{'type':'icmpx','expr':'admin-prohibited'}}")
                .rule("zones", match("{'meta':{'key':'iifname'}}", "==", "'eth0'"), "{'goto':{'target':'public'}}")
                .rule("zones", DROP);
        drops(WEB, "chain input: rule 4 drops it");

        rule("public", HTTP, ACCEPT);
        passes(WEB);
        drops(VRRP, "chain input: rule 4 drops it");
    }

    @Test
    void aReturnEndsAChainAndMapsOfVerdictsAreRead() {
        input("drop")
                .chain("web", "")
                .rule(
                        "input",
                        "{'vmap':{'key':{'meta':{'key':'iifname'}},'data':{'set':[['lo',{'accept':null}],"
                                + "['eth0',{'jump':{'target':'web'}}]]}}}")
                .rule("web", HTTP, "{'return':null}")
                .rule("web", ACCEPT);

        drops(WEB, "chain input: its policy is drop");
        passes(VRRP);
    }

    @Test
    void chainsThatLeadInCirclesAreLeft() {
        input("drop")
                .chain("round", "")
                .rule("input", "{'jump':{'target':'round'}}")
                .rule("round", "{'jump':{'target':'round'}}");

        drops(WEB, "policy");
    }

    @Test
    void otherHooksAndFamiliesAreNotOnTheWay() {
        objects.add("{'chain':{'family':'inet','table':'filter','name':'f','handle':1,'type':'filter','hook':'forward',"
                + "'prio':0,'policy':'drop'}}");
        objects.add("{'chain':{'family':'ip6','table':'filter','name':'i','handle':1,'type':'filter','hook':'input',"
                + "'prio':0,'policy':'drop'}}");

        passes(WEB);
        drops(WEB6, "table ip6 filter, chain i");
    }

    @Test
    void everyServiceAndVrrpAreFollowedAndOnePlaceIsOneFinding() {
        input("drop").rule("input", HTTP, ACCEPT);
        DesiredState document = state(
                1,
                web(real(132, 1)),
                service("a", 81),
                service("b", 82),
                service("c", 83),
                service("d", 84),
                service("m", new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 7)));

        List<Finding> findings = AdmittanceRules.findings(document, ruleset());

        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("firewall-may-drop-vrrp", "firewall-may-drop-service");
        assertThat(findings).allSatisfy(it -> {
            assertThat(it.severity()).isEqualTo(Severity.WARNING);
            assertThat(it.subject()).isEqualTo("table inet filter, chain input");
        });
        assertThat(findings.get(0).remedy()).startsWith("nft insert rule inet filter input meta l4proto vrrp accept");
        assertThat(findings.get(1).evidence())
                .contains("policy is drop", "tcp 192.168.148.161:81", "and 1 more", "eth0")
                .doesNotContain(":80");
        assertThat(findings.get(1).remedy()).contains("ip daddr 192.168.148.161 tcp dport 81 accept");
    }

    @Test
    void moreServicesThanAreFollowedAreSaid() {
        DesiredState document = state(
                1,
                IntStream.rangeClosed(1, AdmittanceRules.MOST_FOLLOWED)
                        .mapToObj(it -> service("s" + it, it))
                        .toArray(DesiredService[]::new));

        assertThat(AdmittanceRules.findings(document, ruleset()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("cannot-tell");
                    assertThat(it.evidence()).contains("256 of 257");
                });
    }
}
