package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a real server must have: the packets of each virtual address arrive in another way, and each way has its needs. */
final class RealServerCompiler {

    private static final String LOOPBACK = "lo";
    private static final String ALL = "all";

    private RealServerCompiler() {}

    static Baseline compile(DesiredState document) {
        Set<Setting> settings = new LinkedHashSet<>();
        document.served().forEach(served -> settings.addAll(settings(served)));
        List<Device> devices = document.served().stream()
                .filter(it -> it.forwarding() == Forwarding.TUNNEL)
                .map(Device::of)
                .flatMap(Optional::stream)
                .distinct()
                .sorted(Comparator.comparing(Device::name))
                .toList();
        return new Baseline(
                devices.stream().map(Device::module).sorted().toList(),
                List.copyOf(settings),
                devices,
                document.served().stream()
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
            case TUNNEL ->
                Device.of(served).map(device -> tunnelled(served, device)).orElse(List.of());
        };
    }

    /** Where the address must be; nowhere behind NAT. */
    static Optional<DesiredAddress> place(ServedAddress served) {
        return switch (served.forwarding()) {
            case NAT -> Optional.empty();
            case DIRECT_ROUTING -> Optional.of(on(LOOPBACK, served.address()));
            case TUNNEL -> Device.of(served).map(device -> on(device.name(), served.address()));
        };
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
