package dev.lvsfleet.ipvs.text;

import dev.lvsfleet.ipvs.AddressFamily;
import dev.lvsfleet.ipvs.Persistence;
import dev.lvsfleet.ipvs.SchedulerFlag;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A service between the value model and words of ipvsadm. */
final class ServiceWords {

    private static final String USUAL_SCHEDULER = "wlc";

    private static final Map<IpvsadmOption, TransportProtocol> PROTOCOLS = Map.of(
            IpvsadmOption.TCP, TransportProtocol.TCP,
            IpvsadmOption.UDP, TransportProtocol.UDP,
            IpvsadmOption.SCTP, TransportProtocol.SCTP);

    /** What a flag is called with any scheduler; with the hashing ones it has a name as well. */
    private static final Map<String, SchedulerFlag> FLAGS = Map.of(
            "flag-1", SchedulerFlag.FALLBACK,
            "flag-2", SchedulerFlag.PORT,
            "flag-3", SchedulerFlag.THIRD);

    private ServiceWords() {}

    static VirtualService service(IpvsadmLine line) throws InvalidLineException {
        ServiceKey key = key(line);
        String scheduler = line.value(IpvsadmOption.SCHEDULER).orElse(USUAL_SCHEDULER);
        Set<SchedulerFlag> flags = flags(line, scheduler);
        Persistence persistence = persistence(line, key.family());
        line.requireNothingElse();
        return new VirtualService(key, scheduler, flags, persistence);
    }

    static ServiceKey key(IpvsadmLine line) throws InvalidLineException {
        Optional<String> mark = line.value(IpvsadmOption.FIREWALL_MARK);
        boolean six = line.has(IpvsadmOption.IPV6);
        if (mark.isPresent()) {
            return new ServiceKey.FirewallMark(six ? AddressFamily.IPV6 : AddressFamily.IPV4, mark(mark.get()));
        }
        for (Map.Entry<IpvsadmOption, TransportProtocol> protocol : PROTOCOLS.entrySet()) {
            Optional<String> text = line.value(protocol.getKey());
            if (text.isPresent()) {
                AddressWords words = AddressWords.of(text.get());
                return new ServiceKey.Endpoint(
                        protocol.getValue(), words.address(), words.port().orElse(0));
            }
        }
        throw new InvalidLineException("it names no service (-t, -u, --sctp-service or -f)");
    }

    private static int mark(String text) throws InvalidLineException {
        try {
            return text.startsWith("-") ? Integer.parseInt(text) : Integer.parseUnsignedInt(text);
        } catch (NumberFormatException noNumber) {
            throw new InvalidLineException("firewall mark " + text + " is not a number of 1 to 4294967295");
        }
    }

    private static Set<SchedulerFlag> flags(IpvsadmLine line, String scheduler) throws InvalidLineException {
        Set<SchedulerFlag> flags = EnumSet.noneOf(SchedulerFlag.class);
        if (line.has(IpvsadmOption.ONE_PACKET)) {
            flags.add(SchedulerFlag.ONE_PACKET);
        }
        Optional<String> names = line.value(IpvsadmOption.SCHEDULER_FLAGS);
        if (names.isPresent()) {
            for (String name : names.get().split(",", -1)) {
                flags.add(flag(name, scheduler));
            }
        }
        return flags;
    }

    private static SchedulerFlag flag(String name, String scheduler) throws InvalidLineException {
        SchedulerFlag numbered = FLAGS.get(name);
        if (numbered != null) {
            return numbered;
        }
        if (scheduler.equals("sh") || scheduler.equals("mh")) {
            if (name.equals(scheduler + "-fallback")) {
                return SchedulerFlag.FALLBACK;
            }
            if (name.equals(scheduler + "-port")) {
                return SchedulerFlag.PORT;
            }
        }
        throw new InvalidLineException("scheduler " + scheduler + " has no flag '" + name + "'");
    }

    private static Persistence persistence(IpvsadmLine line, AddressFamily family) throws InvalidLineException {
        int seconds = line.number(IpvsadmOption.PERSISTENT, 1, Persistence.MOST_SECONDS, 0);
        Optional<String> netmask = line.value(IpvsadmOption.NETMASK);
        Optional<String> engine = line.value(IpvsadmOption.ENGINE);
        int prefix = netmask.isPresent() ? prefix(netmask.get(), family) : family.bits();
        if (seconds > 0) {
            return new Persistence.Sticky(seconds, prefix, engine.orElse(""));
        }
        if (engine.isPresent() || netmask.isPresent()) {
            throw new InvalidLineException("a netmask and a persistence engine mean nothing without -p");
        }
        return Persistence.NONE;
    }

    private static int prefix(String text, AddressFamily family) throws InvalidLineException {
        return switch (family) {
            case IPV4 -> {
                InetAddress mask = AddressWords.of(text).address();
                int bits = mask instanceof Inet4Address
                        ? ByteBuffer.wrap(mask.getAddress()).getInt()
                        : 1;
                int prefix = Integer.bitCount(bits);
                if (prefix < Integer.SIZE && bits << prefix != 0) {
                    throw new InvalidLineException("netmask " + text + " is not ones followed by zeros");
                }
                yield prefix;
            }
            case IPV6 -> IpvsadmLine.number("netmask", text, 1, family.bits());
        };
    }

    /** The words that name a service: {@code -t 192.0.2.1:80}, {@code -f 7 -6}. */
    static String written(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint(TransportProtocol protocol, InetAddress address, int port) ->
                option(protocol).written() + " " + AddressWords.written(address, port);
            case ServiceKey.FirewallMark(AddressFamily family, int mark) ->
                IpvsadmOption.FIREWALL_MARK.written() + " " + Integer.toUnsignedString(mark)
                        + switch (family) {
                            case IPV4 -> "";
                            case IPV6 -> " " + IpvsadmOption.IPV6.written();
                        };
        };
    }

    /** The words after the name: {@code -s sh -b flag-2 -p 300 -M 255.255.255.0}. */
    static String written(VirtualService service) {
        StringBuilder words = new StringBuilder(IpvsadmOption.SCHEDULER.written() + " " + service.scheduler());
        switch (service.persistence()) {
            case Persistence.None() -> {}
            case Persistence.Sticky(int seconds, int prefix, String engine) -> {
                words.append(" -p ").append(seconds);
                if (prefix != service.key().family().bits()) {
                    words.append(" -M ").append(netmask(prefix, service.key().family()));
                }
                if (!engine.isEmpty()) {
                    words.append(" --pe ").append(engine);
                }
            }
        }
        if (service.flags().contains(SchedulerFlag.ONE_PACKET)) {
            words.append(" -o");
        }
        String flags = String.join(
                ",",
                FLAGS.entrySet().stream()
                        .filter(flag -> service.flags().contains(flag.getValue()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList());
        return words.append(flags.isEmpty() ? "" : " -b " + flags).toString();
    }

    private static String netmask(int prefix, AddressFamily family) {
        return switch (family) {
            case IPV4 -> {
                int mask = prefix == 0 ? 0 : -1 << (Integer.SIZE - prefix);
                yield (mask >>> 24) + "." + (mask >>> 16 & 0xff) + "." + (mask >>> 8 & 0xff) + "." + (mask & 0xff);
            }
            case IPV6 -> Integer.toString(prefix);
        };
    }

    private static IpvsadmOption option(TransportProtocol protocol) {
        return switch (protocol) {
            case TCP -> IpvsadmOption.TCP;
            case UDP -> IpvsadmOption.UDP;
            case SCTP -> IpvsadmOption.SCTP;
        };
    }
}
