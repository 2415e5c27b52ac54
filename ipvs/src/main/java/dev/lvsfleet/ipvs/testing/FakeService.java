package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxConstants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service in the fake kernel, and what the real one checks before it takes one. Source: {@code ip_vs_ctl.c}. */
final class FakeService {

    private static final Set<String> SCHEDULERS =
            Set.of("rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq");

    private static final Set<String> PERSISTENCE_ENGINES = Set.of("sip");

    private static final int TCP = 6;

    private final Map<ByteBuffer, FakeDestination> destinations = new LinkedHashMap<>();
    private FakeAttributes settings = FakeAttributes.NONE;
    private FakeTraffic traffic = FakeTraffic.NONE;
    private @Nullable List<FakeDestination> listing;

    /** What tells a service from others; EINVAL or EAFNOSUPPORT for what is no identity. */
    static ByteBuffer key(FakeAttributes nest) throws FakeRefusal {
        return withoutMarkZero(nest)
                .padded(IpvsConstants.SVC_ATTR_ADDR)
                .joined(
                        IpvsConstants.SVC_ATTR_AF,
                        IpvsConstants.SVC_ATTR_FWMARK,
                        IpvsConstants.SVC_ATTR_PROTOCOL,
                        IpvsConstants.SVC_ATTR_ADDR,
                        IpvsConstants.SVC_ATTR_PORT);
    }

    private static FakeAttributes identity(FakeAttributes nest) throws FakeRefusal {
        nest.require(IpvsConstants.SVC_ATTR_AF);
        if (!nest.has(IpvsConstants.SVC_ATTR_FWMARK)) {
            nest.require(IpvsConstants.SVC_ATTR_PROTOCOL, IpvsConstants.SVC_ATTR_ADDR, IpvsConstants.SVC_ATTR_PORT);
        }
        int family = nest.number(IpvsConstants.SVC_ATTR_AF);
        if (family != LinuxConstants.AF_INET && family != LinuxConstants.AF_INET6) {
            throw new FakeRefusal(Errno.EAFNOSUPPORT);
        }
        return nest;
    }

    /** The kernel takes firewall mark 0 for a service of TCP 0.0.0.0:0. */
    private static FakeAttributes withoutMarkZero(FakeAttributes nest) throws FakeRefusal {
        FakeAttributes identity = identity(nest);
        if (!identity.has(IpvsConstants.SVC_ATTR_FWMARK)) {
            return identity;
        }
        if (identity.number(IpvsConstants.SVC_ATTR_FWMARK) != 0) {
            return identity.without(IpvsConstants.SVC_ATTR_PROTOCOL)
                    .without(IpvsConstants.SVC_ATTR_ADDR)
                    .without(IpvsConstants.SVC_ATTR_PORT);
        }
        return identity.without(IpvsConstants.SVC_ATTR_FWMARK)
                .withShort(IpvsConstants.SVC_ATTR_PROTOCOL, TCP)
                .with(IpvsConstants.SVC_ATTR_ADDR, new byte[16])
                .withShort(IpvsConstants.SVC_ATTR_PORT, 0);
    }

    /** EINVAL when not all of a service is there. */
    static void requireWhole(FakeAttributes nest) throws FakeRefusal {
        nest.require(
                IpvsConstants.SVC_ATTR_SCHED_NAME,
                IpvsConstants.SVC_ATTR_FLAGS,
                IpvsConstants.SVC_ATTR_TIMEOUT,
                IpvsConstants.SVC_ATTR_NETMASK);
    }

    /** Takes new settings, as the kernel will show them: its own HASHED bit set, and the mask applied. */
    void set(FakeAttributes nest) throws FakeRefusal {
        if (!SCHEDULERS.contains(nest.name(IpvsConstants.SVC_ATTR_SCHED_NAME))) {
            throw new FakeRefusal(Errno.ENOENT);
        }
        String engine = nest.name(IpvsConstants.SVC_ATTR_PE_NAME);
        if (!engine.isEmpty() && !PERSISTENCE_ENGINES.contains(engine)) {
            throw new FakeRefusal(Errno.ENOENT);
        }
        int netmask = nest.number(IpvsConstants.SVC_ATTR_NETMASK);
        if (nest.number(IpvsConstants.SVC_ATTR_AF) == LinuxConstants.AF_INET6 && (netmask < 1 || netmask > 128)) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        FakeAttributes shown = withoutMarkZero(nest);
        if (shown.has(IpvsConstants.SVC_ATTR_ADDR)) {
            shown = shown.padded(IpvsConstants.SVC_ATTR_ADDR);
        }
        settings = shown.with(IpvsConstants.SVC_ATTR_FLAGS, flags(nest));
    }

    private byte[] flags(FakeAttributes nest) {
        ByteBuffer wanted =
                ByteBuffer.wrap(nest.bytes(IpvsConstants.SVC_ATTR_FLAGS)).order(ByteOrder.nativeOrder());
        int flags = wanted.getInt();
        int mask = wanted.getInt();
        int before = settings.number(IpvsConstants.SVC_ATTR_FLAGS);
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt((before & ~mask) | (flags & mask) | IpvsConstants.SVC_F_HASHED)
                .putInt(~0)
                .array();
    }

    FakeAttributes settings() {
        return settings;
    }

    int family() {
        return settings.number(IpvsConstants.SVC_ATTR_AF);
    }

    FakeTraffic traffic() {
        return traffic;
    }

    void carry(FakeTraffic more) {
        traffic = traffic.and(more);
    }

    void zero() {
        traffic = FakeTraffic.NONE;
        destinations.values().forEach(FakeDestination::zero);
    }

    @Nullable
    FakeDestination destination(ByteBuffer key) {
        return destinations.get(key);
    }

    Collection<FakeDestination> destinations() {
        return destinations.values();
    }

    void put(ByteBuffer key, FakeDestination destination) {
        listing = null;
        destinations.put(key, destination);
    }

    boolean remove(ByteBuffer key) {
        listing = null;
        return destinations.remove(key) != null;
    }

    /** Last added first. */
    List<FakeDestination> listing() {
        List<FakeDestination> known = listing;
        if (known == null) {
            known = new ArrayList<>(destinations.values()).reversed();
            listing = known;
        }
        return known;
    }
}
