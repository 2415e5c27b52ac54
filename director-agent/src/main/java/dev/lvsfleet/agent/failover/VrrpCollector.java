package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.vrrp.LoopStatus;
import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.vrrp.election.Role;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Shows Prometheus the virtual routers and their thread. The series are made when they are asked for, so those of a virtual
 * router that is gone are gone too. Thread-safe.
 */
public final class VrrpCollector extends Collector {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<String> ROUTER = List.of("router");

    private static final List<Figure<RouterStatus>> GAUGES = List.of(
            new Figure<>("active", "1 while this node holds the addresses.", it -> it.role() == Role.ACTIVE ? 1 : 0),
            new Figure<>("initialize", "1 while it takes no part.", it -> it.role() == Role.INITIALIZE ? 1 : 0),
            new Figure<>("priority", "As it counts now.", RouterStatus::priority));

    private static final List<Figure<RouterStatus>> COUNTERS = List.of(
            new Figure<>("transitions", "Changes of role.", RouterStatus::transitions),
            new Figure<>("adverts_sent", "Advertisements sent.", RouterStatus::sent),
            new Figure<>("adverts_not_sent", "Advertisements that the kernel took for no peer.", RouterStatus::notSent),
            new Figure<>("adverts_heard", "Advertisements that counted.", RouterStatus::heard),
            new Figure<>(
                    "announcements_not_sent",
                    "Gratuitous ARP and neighbour advertisements that the kernel did not take.",
                    RouterStatus::notAnnounced),
            new Figure<>("addresses_restored", "Addresses that were taken away and put back.", RouterStatus::restored));

    private final VrrpElection election;

    public VrrpCollector(VrrpElection election) {
        this.election = election;
    }

    private record Figure<T>(String word, String help, ToDoubleFunction<T> of) {}

    @Override
    public List<MetricFamilySamples> collect() {
        List<RouterStatus> routers = election.statuses();
        List<MetricFamilySamples> families = new ArrayList<>();
        for (Figure<RouterStatus> figure : GAUGES) {
            GaugeMetricFamily family = new GaugeMetricFamily(name(figure), figure.help(), ROUTER);
            routers.forEach(
                    it -> family.addMetric(List.of(it.name()), figure.of().applyAsDouble(it)));
            families.add(family);
        }
        for (Figure<RouterStatus> figure : COUNTERS) {
            CounterMetricFamily family = new CounterMetricFamily(name(figure), figure.help(), ROUTER);
            routers.forEach(
                    it -> family.addMetric(List.of(it.name()), figure.of().applyAsDouble(it)));
            families.add(family);
        }
        families.add(discarded(routers));
        families.add(remarked(routers));
        families.add(takeovers(routers));
        election.loop().ifPresent(it -> families.addAll(thread(it)));
        families.add(new CounterMetricFamily(
                "lvsfleet_vrrp_untold_notices",
                "Changes of role and troubles over whose telling something failed.",
                (double) election.untold()));
        return families;
    }

    private static String name(Figure<RouterStatus> figure) {
        return "lvsfleet_vrrp_" + figure.word();
    }

    private static MetricFamilySamples discarded(List<RouterStatus> routers) {
        CounterMetricFamily family = new CounterMetricFamily(
                "lvsfleet_vrrp_adverts_discarded", "Packets that did not count.", List.of("router", "reason"));
        for (RouterStatus router : routers) {
            router.discarded()
                    .forEach((reason, count) ->
                            family.addMetric(List.of(router.name(), RouterStateRules.word(reason)), (double) count));
        }
        return family;
    }

    private static MetricFamilySamples remarked(List<RouterStatus> routers) {
        CounterMetricFamily family = new CounterMetricFamily(
                "lvsfleet_vrrp_adverts_remarked",
                "Advertisements that counted though something about them differs from what is stated here.",
                List.of("router", "remark"));
        for (RouterStatus router : routers) {
            router.remarks()
                    .forEach((remark, count) ->
                            family.addMetric(List.of(router.name(), RouterStateRules.word(remark)), (double) count));
        }
        return family;
    }

    private static MetricFamilySamples takeovers(List<RouterStatus> routers) {
        GaugeMetricFamily family = new GaugeMetricFamily(
                "lvsfleet_vrrp_last_takeover_seconds",
                "From the former Active's last word to the announcement of the addresses.",
                ROUTER);
        for (RouterStatus router : routers) {
            router.lastTakeover()
                    .ifPresent(it -> family.addMetric(List.of(router.name()), it.toNanos() / NANOS_PER_SECOND));
        }
        return family;
    }

    private static List<MetricFamilySamples> thread(LoopStatus status) {
        return List.of(
                new GaugeMetricFamily(
                        "lvsfleet_vrrp_loop_age_seconds",
                        "Since the thread of the virtual routers last came round.",
                        status.sinceRound().toNanos() / NANOS_PER_SECOND),
                new GaugeMetricFamily(
                        "lvsfleet_vrrp_loop_most_late_seconds",
                        "By how much that thread was late for a timer, at most.",
                        status.mostLate().toNanos() / NANOS_PER_SECOND),
                new CounterMetricFamily(
                        "lvsfleet_vrrp_packets_for_nobody",
                        "Packets of VRRP that no virtual router here is for.",
                        (double) status.forNobody()),
                new CounterMetricFamily(
                        "lvsfleet_vrrp_lost_notices",
                        "Changes of role and troubles that were told to nobody, because too many waited.",
                        (double) status.lostNotices()),
                new CounterMetricFamily(
                        "lvsfleet_vrrp_failures", "Unexpected failures that the thread survived.", (double)
                                status.failures()));
    }
}
