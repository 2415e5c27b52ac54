package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fake kernel's sync daemons, one of each state at most. Source: {@code ip_vs_sync.c}. */
final class FakeDaemons {

    private static final byte[] GROUP = {(byte) 224, 0, 0, 81};
    private static final int PORT = 8848;
    private static final int ETHERNET_MAXLEN = 1472;
    private static final int SHORTEST_OF_BACKUP = 1024;

    private final Set<String> interfaces;
    private final Map<Integer, FakeAttributes> running = new TreeMap<>();

    FakeDaemons(Set<String> interfaces) {
        this.interfaces = interfaces;
    }

    boolean areRunning() {
        return !running.isEmpty();
    }

    void start(FakeAttributes nest, boolean mixedFamilies) throws FakeRefusal {
        nest.require(
                IpvsConstants.DAEMON_ATTR_STATE,
                IpvsConstants.DAEMON_ATTR_MCAST_IFN,
                IpvsConstants.DAEMON_ATTR_SYNC_ID);
        int state = nest.number(IpvsConstants.DAEMON_ATTR_STATE);
        if (mixedFamilies || !hasMulticastGroup(nest)) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        if (running.containsKey(state)) {
            throw new FakeRefusal(Errno.EEXIST);
        }
        if (state != IpvsConstants.STATE_MASTER && state != IpvsConstants.STATE_BACKUP) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        if (!interfaces.contains(nest.name(IpvsConstants.DAEMON_ATTR_MCAST_IFN))) {
            throw new FakeRefusal(Errno.ENODEV);
        }
        running.put(state, completed(nest));
    }

    void stop(FakeAttributes nest) throws FakeRefusal {
        nest.require(IpvsConstants.DAEMON_ATTR_STATE);
        if (running.remove(nest.number(IpvsConstants.DAEMON_ATTR_STATE)) == null) {
            throw new FakeRefusal(Errno.ESRCH);
        }
    }

    void stopAll() {
        running.clear();
    }

    List<ByteBuffer> list(GenericNetlinkFamily family) {
        return running.values().stream()
                .map(daemon -> family.payload(
                        IpvsConstants.CMD_NEW_DAEMON,
                        message -> message.nested(IpvsConstants.CMD_ATTR_DAEMON, daemon::writeTo)))
                .toList();
    }

    private static boolean hasMulticastGroup(FakeAttributes nest) {
        byte[] four = nest.bytes(IpvsConstants.DAEMON_ATTR_MCAST_GROUP);
        byte[] six = nest.bytes(IpvsConstants.DAEMON_ATTR_MCAST_GROUP6);
        return (four.length == 0 || (four[0] & 0xf0) == 0xe0) && (six.length == 0 || (six[0] & 0xff) == 0xff);
    }

    /** What was left out, or 0, has its default. */
    private static FakeAttributes completed(FakeAttributes nest) {
        FakeAttributes daemon = nest;
        if (!daemon.has(IpvsConstants.DAEMON_ATTR_MCAST_GROUP) && !daemon.has(IpvsConstants.DAEMON_ATTR_MCAST_GROUP6)) {
            daemon = daemon.with(IpvsConstants.DAEMON_ATTR_MCAST_GROUP, GROUP);
        }
        if (daemon.number(IpvsConstants.DAEMON_ATTR_SYNC_MAXLEN) == 0) {
            daemon = daemon.withShort(IpvsConstants.DAEMON_ATTR_SYNC_MAXLEN, ETHERNET_MAXLEN);
        }
        if (daemon.number(IpvsConstants.DAEMON_ATTR_STATE) == IpvsConstants.STATE_BACKUP
                && daemon.number(IpvsConstants.DAEMON_ATTR_SYNC_MAXLEN) < SHORTEST_OF_BACKUP) {
            daemon = daemon.withShort(IpvsConstants.DAEMON_ATTR_SYNC_MAXLEN, SHORTEST_OF_BACKUP);
        }
        if (daemon.number(IpvsConstants.DAEMON_ATTR_MCAST_PORT) == 0) {
            daemon = daemon.withShort(IpvsConstants.DAEMON_ATTR_MCAST_PORT, PORT);
        }
        if (daemon.number(IpvsConstants.DAEMON_ATTR_MCAST_TTL) == 0) {
            daemon = daemon.with(IpvsConstants.DAEMON_ATTR_MCAST_TTL, (byte) 1);
        }
        return daemon;
    }
}
