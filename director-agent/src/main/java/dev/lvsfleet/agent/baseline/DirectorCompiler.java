package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a director must have. */
final class DirectorCompiler {

    /** In seconds: a director that returns knows what is open after one of them. */
    private static final String REFRESH = "10";

    private DirectorCompiler() {}

    static Baseline compile(DesiredState document) {
        TreeSet<String> modules = new TreeSet<>(Set.of("ip_vs"));
        document.services()
                .forEach(service -> modules.add("ip_vs_" + service.scheduler().kernelName()));
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting(SysctlKey.of("net", "ipv4", "ip_forward"), "1"));
        if (document.services().stream().anyMatch(DirectorCompiler::translatesIpv6)) {
            settings.add(new Setting(SysctlKey.ofInterface("ipv6", "all", "forwarding"), "1"));
        }
        interfaces(document)
                .forEach(it -> settings.add(new Setting(SysctlKey.ofInterface("ipv4", it, "send_redirects"), "0")));
        settings.addAll(balancer(document));
        return new Baseline(List.copyOf(modules), settings, List.of(), Set.of(), Optional.empty());
    }

    private static Stream<String> interfaces(DesiredState document) {
        Stream<String> holding = document.virtualAddresses().stream()
                .map(DesiredAddress::networkInterface)
                .distinct()
                .sorted();
        return Stream.concat(Stream.of("all", "default"), holding);
    }

    private static List<Setting> balancer(DesiredState document) {
        boolean hashes = document.services().stream().anyMatch(DirectorCompiler::picksTheSameEverywhere);
        return List.of(
                vs("conntrack", "0"),
                vs("conn_reuse_mode", "1"),
                vs("expire_nodest_conn", "1"),
                vs("expire_quiescent_template", "1"),
                vs("sloppy_tcp", hashes ? "1" : "0"),
                vs("sync_version", "1"),
                vs("sync_threshold", "3 50"),
                vs("sync_refresh_period", document.failover().connectionSync() == null ? "0" : REFRESH),
                vs("sync_retries", "0"),
                vs("sync_persist_mode", "0"),
                vs("sync_ports", "1"),
                vs("run_estimation", "1"));
    }

    private static Setting vs(String name, String value) {
        return new Setting(SysctlKey.of("net", "ipv4", "vs", name), value);
    }

    private static boolean translatesIpv6(DesiredService service) {
        return Stream.concat(service.realServers().stream(), service.fallback().stream())
                .anyMatch(it -> it.forwarding() == Forwarding.NAT && it.address() instanceof Inet6Address);
    }

    private static boolean picksTheSameEverywhere(DesiredService service) {
        boolean tcp = switch (service.endpoint()) {
            case ServiceEndpoint.Address(Protocol protocol, InetAddress _, int _) -> protocol == Protocol.TCP;
            case ServiceEndpoint.FirewallMark _ -> true;
        };
        return tcp && (service.scheduler() == Scheduler.SH || service.scheduler() == Scheduler.MH);
    }
}
