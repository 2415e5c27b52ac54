package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a real server must have: the packets of each virtual address arrive in another way, and each way has its needs. */
public final class RealServerCompiler {

    private static final String LOOPBACK = "lo";
    private static final String ALL = "all";

    /** It unwraps GUE of both families; its sister fou6 is for those who send it. */
    static final String GUE_MODULE = "fou";

    private RealServerCompiler() {}

    static Baseline compile(DesiredState document) {
        Set<Setting> settings = new LinkedHashSet<>();
        List<ServedAddress> preparable = document.served().stream()
                .filter(it -> !isContradicted(it, document))
                .toList();
        preparable.forEach(served -> settings.addAll(settings(served)));
        List<ServedAddress> tunnelled = preparable.stream()
                .filter(it -> it.forwarding() == Forwarding.TUNNEL)
                .toList();
        List<Device> devices = tunnelled.stream()
                .map(Device::of)
                .distinct()
                .sorted(Comparator.comparing(Device::name))
                .toList();
        return new Baseline(
                tunnelled.stream()
                        .map(RealServerCompiler::modules)
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .toList(),
                List.copyOf(settings),
                devices,
                tunnelled.stream().map(Device::rival).flatMap(Optional::stream).collect(Collectors.toSet()),
                tunnelled.stream()
                        .map(RealServerCompiler::listener)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                preparable.stream()
                        .map(RealServerCompiler::place)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                document.served().stream().anyMatch(it -> it.forwarding() == Forwarding.NAT)
                        ? Optional.ofNullable(document.gateway())
                        : Optional.empty());
    }

    /** The settings without which the address must not come. */
    static List<Setting> settings(ServedAddress served) {
        return switch (served.forwarding()) {
            case NAT -> List.of();
            case DIRECT_ROUTING ->
                served.address() instanceof Inet4Address ? silence(List.of(ALL, LOOPBACK)) : List.of();
            case TUNNEL -> tunnelled(served, Device.of(served));
        };
    }

    /** Where the address must be; nowhere behind NAT. */
    static Optional<DesiredAddress> place(ServedAddress served) {
        return switch (served.forwarding()) {
            case NAT -> Optional.empty();
            case DIRECT_ROUTING -> Optional.of(on(LOOPBACK, served.address()));
            case TUNNEL -> Optional.of(on(Device.of(served).name(), served.address()));
        };
    }

    /** Whether others come to the same real server by GRE without checksums: the kernel takes only one of both there. */
    static boolean isContradicted(ServedAddress served, DesiredState document) {
        return served.forwarding() == Forwarding.TUNNEL
                && Device.isGre(served, true)
                && document.served().stream()
                        .filter(it -> it.forwarding() == Forwarding.TUNNEL)
                        .filter(it -> it.realServer().equals(served.realServer()))
                        .anyMatch(it -> Device.isGre(it, false));
    }

    /** Where GUE comes in; empty for what does not come by it. */
    static Optional<GueListener> listener(ServedAddress served) {
        return Optional.ofNullable(served.tunnel())
                .filter(it -> it.encapsulation() == Encapsulation.GUE)
                .map(it -> new GueListener(served.realServer() instanceof Inet6Address, it.port()));
    }

    /** The kernel's modules without which a tunnelled address gets no packet. */
    public static List<String> modules(ServedAddress served) {
        String module = Device.of(served).module();
        return listener(served).map(_ -> List.of(GUE_MODULE, module)).orElse(List.of(module));
    }

    private static List<Setting> tunnelled(ServedAddress served, Device device) {
        if (!(served.address() instanceof Inet4Address)) {
            return List.of(); // there is neither ARP nor a reverse path filter
        }
        List<Setting> settings = new ArrayList<>(silence(List.of(ALL)));
        for (String name : List.of(ALL, device.name())) {
            settings.add(new Setting(SysctlKey.ofInterface("ipv4", name, "rp_filter"), "0"));
        }
        return settings;
    }

    private static List<Setting> silence(List<String> interfaces) {
        List<Setting> settings = new ArrayList<>();
        for (String name : interfaces) {
            settings.add(new Setting(SysctlKey.ofInterface("ipv4", name, "arp_ignore"), "1"));
            settings.add(new Setting(SysctlKey.ofInterface("ipv4", name, "arp_announce"), "2"));
        }
        return settings;
    }

    private static DesiredAddress on(String device, InetAddress address) {
        return new DesiredAddress(address, address.getAddress().length * Byte.SIZE, device);
    }
}
