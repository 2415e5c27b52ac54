package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.testing.FakeNetlink;
import dev.lvsfleet.linux.testing.FakeNetlink.Answer;
import dev.lvsfleet.linux.testing.FakeNetlink.Entries;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The IPVS part of a kernel, at the level of bytes: whoever speaks generic netlink to it cannot tell the difference, as
 * far as the contract suite goes.
 *
 * <p>One instance is one network namespace; {@link #connect} may be called often. Safe for use by several threads.
 */
public final class FakeKernel {

    /** The one network interface it has. */
    public static final String INTERFACE = "eth0";

    /** The first number is one that no kernel gives, so that a hard-wired one shows. */
    private static final int FIRST_FAMILY_ID = 0x7123;

    private static final int CONNECTION_TABLE_SIZE = 4096;

    private static final int VERSION = 0x010201;

    /** The product never sends it; a kernel knows it. */
    private static final int CMD_FLUSH = 17;

    private final KernelAge age;
    private final FakeTables tables;
    private final FakeDaemons daemons = new FakeDaemons(Set.of(INTERFACE));
    private FakeTimeouts timeouts = new FakeTimeouts();
    private GenericNetlinkFamily family = new GenericNetlinkFamily(IpvsConstants.FAMILY, FIRST_FAMILY_ID, 1);
    private boolean moduleLoaded = true;

    /** A kernel of today with empty tables and the schedulers of a stock one. */
    public FakeKernel() {
        this(KernelAge.LINUX_5_3);
    }

    /** A kernel that ignores and does not show what came after it. */
    public FakeKernel(KernelAge age) {
        this.age = age;
        this.tables = new FakeTables(age);
    }

    /** A new socket to this kernel. */
    public NetlinkTransport connect() {
        return new FakeNetlink(this::answer);
    }

    /** A new client of this kernel. */
    public IpvsClient client() {
        return new IpvsClient(new NetlinkConnection(connect()));
    }

    /** What is in the tables, read through the front door. */
    public IpvsTable table() {
        try (IpvsClient client = client()) {
            return client.dump().table();
        }
    }

    /** Does what an administrator does by hand with ipvsadm. */
    public void byHand(List<IpvsOperation> operations) {
        try (IpvsClient client = client()) {
            client.apply(operations);
        }
    }

    /** Empties the tables, as {@code ipvsadm -C} does. */
    public synchronized void clear() {
        tables.clear();
    }

    /** Forgets the IPVS module: the family is no longer known. */
    public synchronized void unloadModule() {
        moduleLoaded = false;
        tables.clear();
        daemons.stopAll();
        timeouts = new FakeTimeouts();
    }

    /** Knows IPVS again, with empty tables and, as in Linux, under another number. */
    public synchronized void loadModule() {
        if (!moduleLoaded) {
            family = new GenericNetlinkFamily(family.name(), family.id() + 1, family.version());
        }
        moduleLoaded = true;
    }

    /** Lets a service and one of its destinations carry traffic. */
    public synchronized void carry(ServiceKey service, DestinationKey destination, FakeTraffic traffic) {
        try {
            tables.carry(FakeArguments.naming(service, destination), traffic);
        } catch (FakeRefusal missing) {
            throw new IllegalArgumentException(service + " has no " + destination, missing);
        }
    }

    private synchronized Answer answer(NetlinkMessage request) {
        if (request.type() == GenericNetlinkFamily.CONTROL.id()) {
            return lookUp(GenericNetlinkFamily.attributes(request));
        }
        if (request.type() != family.id() || !moduleLoaded) {
            return new Answer.Refused(Errno.ENOENT);
        }
        boolean dump = (request.flags() & NetlinkConstants.NLM_F_DUMP) == NetlinkConstants.NLM_F_DUMP;
        int command = GenericNetlinkFamily.command(request);
        FakeArguments arguments = FakeArguments.of(request, age);
        try {
            return dump ? list(command, arguments) : answer(command, arguments);
        } catch (FakeRefusal refusal) {
            return new Answer.Refused(refusal.errno());
        }
    }

    private Answer list(int command, FakeArguments arguments) throws FakeRefusal {
        Entries entries = switch (command) {
            case IpvsConstants.CMD_GET_SERVICE -> (start, most) -> tables.services(family, start, most);
            case IpvsConstants.CMD_GET_DEST -> (start, most) -> tables.destinations(family, arguments, start, most);
            case IpvsConstants.CMD_GET_DAEMON -> {
                List<ByteBuffer> running = daemons.list(family);
                yield (start, most) -> start == 0 ? running : List.of();
            }
            default -> throw new FakeRefusal(Errno.EOPNOTSUPP);
        };
        return new Answer.Resumed(family.id(), (start, most) -> {
            synchronized (this) {
                return entries.from(start, most);
            }
        });
    }

    private Answer answer(int command, FakeArguments arguments) throws FakeRefusal {
        switch (command) {
            case IpvsConstants.CMD_GET_SERVICE -> {
                return new Answer.Shown(family.id(), tables.service(family, arguments));
            }
            case IpvsConstants.CMD_GET_CONFIG -> {
                return new Answer.Shown(family.id(), timeouts.shown(family));
            }
            case IpvsConstants.CMD_GET_INFO -> {
                return new Answer.Shown(family.id(), information());
            }
            default -> change(command, arguments);
        }
        return new Answer.Done();
    }

    private void change(int command, FakeArguments arguments) throws FakeRefusal {
        switch (command) {
            case IpvsConstants.CMD_NEW_SERVICE -> tables.newService(arguments);
            case IpvsConstants.CMD_SET_SERVICE -> tables.setService(arguments);
            case IpvsConstants.CMD_DEL_SERVICE -> tables.deleteService(arguments);
            case IpvsConstants.CMD_NEW_DEST -> tables.newDestination(arguments, daemons.areRunning());
            case IpvsConstants.CMD_SET_DEST -> tables.setDestination(arguments, daemons.areRunning());
            case IpvsConstants.CMD_DEL_DEST -> tables.deleteDestination(arguments);
            case IpvsConstants.CMD_NEW_DAEMON -> daemons.start(arguments.daemon(), tables.areMixed());
            case IpvsConstants.CMD_DEL_DAEMON -> daemons.stop(arguments.daemon());
            case IpvsConstants.CMD_SET_CONFIG -> timeouts.set(arguments.plain());
            case IpvsConstants.CMD_ZERO -> tables.zero(arguments);
            case CMD_FLUSH -> tables.clear();
            default -> throw new FakeRefusal(Errno.EOPNOTSUPP);
        }
    }

    private ByteBuffer information() {
        return family.payload(
                IpvsConstants.CMD_SET_INFO,
                message -> message.u32(IpvsConstants.INFO_ATTR_VERSION, VERSION)
                        .u32(IpvsConstants.INFO_ATTR_CONN_TAB_SIZE, CONNECTION_TABLE_SIZE));
    }

    private Answer lookUp(AttributeReader attributes) {
        boolean ours = false;
        while (attributes.next()) {
            ours |= attributes.type() == GenericNetlinkFamily.CTRL_ATTR_FAMILY_NAME
                    && attributes.string().equals(family.name());
        }
        if (!ours || !moduleLoaded) {
            return new Answer.Refused(Errno.ENOENT);
        }
        return new Answer.Shown(
                GenericNetlinkFamily.CONTROL.id(),
                GenericNetlinkFamily.CONTROL.payload(
                        GenericNetlinkFamily.CTRL_CMD_NEWFAMILY,
                        shown -> shown.string(
                                        GenericNetlinkFamily.CTRL_ATTR_FAMILY_NAME,
                                        family.name(),
                                        IpvsConstants.LONGEST_NAME)
                                .u16(GenericNetlinkFamily.CTRL_ATTR_FAMILY_ID, family.id())
                                .u32(GenericNetlinkFamily.CTRL_ATTR_VERSION, family.version())));
    }
}
