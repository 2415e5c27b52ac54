package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fake kernel's connection timeouts, in seconds. */
final class FakeTimeouts {

    private final Map<Integer, Integer> seconds = new LinkedHashMap<>(Map.of(
            IpvsConstants.CMD_ATTR_TIMEOUT_TCP, 900,
            IpvsConstants.CMD_ATTR_TIMEOUT_TCP_FIN, 120,
            IpvsConstants.CMD_ATTR_TIMEOUT_UDP, 300));

    /** Takes those that are given and not 0; EINVAL when one is negative. */
    void set(FakeAttributes given) throws FakeRefusal {
        if (seconds.keySet().stream().anyMatch(type -> given.number(type) < 0)) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        seconds.replaceAll((type, before) -> given.number(type) == 0 ? before : given.number(type));
    }

    ByteBuffer shown(GenericNetlinkFamily family) {
        return family.payload(IpvsConstants.CMD_SET_CONFIG, message -> seconds.forEach(message::u32));
    }
}
