package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxConstants;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A destination in the fake kernel, and what the real one checks before it takes one. Source: {@code ip_vs_ctl.c}. */
final class FakeDestination {

    private FakeAttributes settings = FakeAttributes.NONE;
    private FakeTraffic traffic = FakeTraffic.NONE;

    /** The attributes with the family that they say or imply; EAFNOSUPPORT for another than the two. */
    static FakeAttributes withFamily(FakeAttributes nest, int serviceFamily) throws FakeRefusal {
        nest.require(IpvsConstants.DEST_ATTR_ADDR, IpvsConstants.DEST_ATTR_PORT);
        int said = nest.number(IpvsConstants.DEST_ATTR_ADDR_FAMILY);
        int family = said == 0 ? serviceFamily : said;
        if (family != LinuxConstants.AF_INET && family != LinuxConstants.AF_INET6) {
            throw new FakeRefusal(Errno.EAFNOSUPPORT);
        }
        int length = family == LinuxConstants.AF_INET6 ? 16 : 4;
        FakeAttributes whole = nest.withShort(IpvsConstants.DEST_ATTR_ADDR_FAMILY, family);
        return whole.with(
                        IpvsConstants.DEST_ATTR_ADDR, Arrays.copyOf(whole.bytes(IpvsConstants.DEST_ATTR_ADDR), length))
                .padded(IpvsConstants.DEST_ATTR_ADDR);
    }

    /** What tells a destination from others of its service. */
    static ByteBuffer key(FakeAttributes withFamily) {
        return withFamily.joined(
                IpvsConstants.DEST_ATTR_ADDR_FAMILY, IpvsConstants.DEST_ATTR_ADDR, IpvsConstants.DEST_ATTR_PORT);
    }

    /** EINVAL when not all of a destination is there. */
    static void requireWhole(FakeAttributes nest) throws FakeRefusal {
        nest.require(
                IpvsConstants.DEST_ATTR_FWD_METHOD,
                IpvsConstants.DEST_ATTR_WEIGHT,
                IpvsConstants.DEST_ATTR_U_THRESH,
                IpvsConstants.DEST_ATTR_L_THRESH);
    }

    static boolean isMixed(FakeAttributes withFamily, int serviceFamily) {
        return withFamily.number(IpvsConstants.DEST_ATTR_ADDR_FAMILY) != serviceFamily;
    }

    boolean isMixed(int serviceFamily) {
        return isMixed(settings, serviceFamily);
    }

    static boolean isTunnelled(FakeAttributes nest) {
        return (nest.number(IpvsConstants.DEST_ATTR_FWD_METHOD) & IpvsConstants.FWD_MASK) == IpvsConstants.FWD_TUNNEL;
    }

    /** ERANGE and EINVAL for settings that the kernel does not take. */
    static void check(FakeAttributes withFamily) throws FakeRefusal {
        int upper = withFamily.number(IpvsConstants.DEST_ATTR_U_THRESH);
        int lower = withFamily.number(IpvsConstants.DEST_ATTR_L_THRESH);
        if (withFamily.number(IpvsConstants.DEST_ATTR_WEIGHT) < 0 || Integer.compareUnsigned(lower, upper) > 0) {
            throw new FakeRefusal(Errno.ERANGE);
        }
        if (withFamily.number(IpvsConstants.DEST_ATTR_TUN_TYPE) == IpvsConstants.TUN_TYPE_GUE
                && withFamily.number(IpvsConstants.DEST_ATTR_TUN_PORT) == 0) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        if (!isUnicast(withFamily)) {
            throw new FakeRefusal(Errno.EINVAL);
        }
    }

    /** Of IPv6 not what is valid on one link alone, either. */
    private static boolean isUnicast(FakeAttributes withFamily) {
        byte[] address = withFamily.bytes(IpvsConstants.DEST_ATTR_ADDR);
        if (withFamily.number(IpvsConstants.DEST_ATTR_ADDR_FAMILY) == LinuxConstants.AF_INET) {
            return (address[0] & 0xf0) != 0xe0;
        }
        boolean multicast = (address[0] & 0xff) == 0xff;
        boolean linkLocal = (address[0] & 0xff) == 0xfe && (address[1] & 0xc0) == 0x80;
        return !multicast && !linkLocal;
    }

    /** Takes new settings, as a kernel of some age will show them: what was left out of the tunnel is 0. */
    void set(FakeAttributes withFamily, KernelAge age) {
        FakeAttributes shown = withFamily;
        int newest = age.newestDestinationAttribute();
        if (newest < IpvsConstants.DEST_ATTR_ADDR_FAMILY) {
            shown = shown.without(IpvsConstants.DEST_ATTR_ADDR_FAMILY);
        }
        if (newest >= IpvsConstants.DEST_ATTR_TUN_PORT) {
            shown = shown.with(IpvsConstants.DEST_ATTR_TUN_TYPE, (byte) shown.number(IpvsConstants.DEST_ATTR_TUN_TYPE))
                    .with(IpvsConstants.DEST_ATTR_TUN_PORT, two(shown.bytes(IpvsConstants.DEST_ATTR_TUN_PORT)));
        }
        if (newest >= IpvsConstants.DEST_ATTR_TUN_FLAGS) {
            shown = shown.with(IpvsConstants.DEST_ATTR_TUN_FLAGS, two(shown.bytes(IpvsConstants.DEST_ATTR_TUN_FLAGS)));
        }
        settings = shown;
    }

    private static byte[] two(byte[] bytes) {
        return Arrays.copyOf(bytes, Short.BYTES);
    }

    FakeAttributes settings() {
        return settings;
    }

    FakeTraffic traffic() {
        return traffic;
    }

    void carry(FakeTraffic more) {
        traffic = traffic.and(more);
    }

    void zero() {
        traffic = traffic.withoutCounters();
    }
}
