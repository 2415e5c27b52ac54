package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeReader;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.testing.FakeNetlink;
import dev.lvsfleet.linux.testing.FakeNetlink.Answer;
import java.util.List;

/**
 * The IPVS part of a kernel, at the level of bytes: whoever speaks generic netlink to it cannot tell the difference, as
 * far as the contract suite goes.
 *
 * <p>One instance is one network namespace; {@link #connect} may be called often. Safe for use by several threads.
 */
public final class FakeKernel {

    /** The number is one that no kernel gives, so that a hard-wired one shows. */
    private static final GenericNetlinkFamily FAMILY = new GenericNetlinkFamily(IpvsConstants.FAMILY, 0x7123, 1);

    /** The product never sends it; a kernel knows it. */
    private static final int CMD_FLUSH = 17;

    private final FakeTables tables = new FakeTables();
    private boolean moduleLoaded = true;

    /** A kernel with empty tables and the schedulers of a stock one. */
    public FakeKernel() {}

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
    }

    /** Knows IPVS again, with empty tables. */
    public synchronized void loadModule() {
        moduleLoaded = true;
    }

    private synchronized Answer answer(NetlinkMessage request) {
        if (request.type() == GenericNetlinkFamily.CONTROL.id()) {
            return lookUp(GenericNetlinkFamily.attributes(request));
        }
        if (request.type() != FAMILY.id() || !moduleLoaded) {
            return new Answer.Refused(Errno.ENOENT);
        }
        boolean dump = (request.flags() & NetlinkConstants.NLM_F_DUMP) == NetlinkConstants.NLM_F_DUMP;
        try {
            return answer(GenericNetlinkFamily.command(request), dump, FakeArguments.of(request));
        } catch (FakeRefusal refusal) {
            return new Answer.Refused(refusal.errno());
        }
    }

    private Answer answer(int command, boolean dump, FakeArguments arguments) throws FakeRefusal {
        if (dump) {
            return switch (command) {
                case IpvsConstants.CMD_GET_SERVICE -> new Answer.Listed(FAMILY.id(), tables.services(FAMILY));
                case IpvsConstants.CMD_GET_DEST ->
                    new Answer.Listed(FAMILY.id(), tables.destinations(FAMILY, arguments));
                default -> new Answer.Refused(Errno.EOPNOTSUPP);
            };
        }
        switch (command) {
            case IpvsConstants.CMD_NEW_SERVICE -> tables.newService(arguments);
            case IpvsConstants.CMD_SET_SERVICE -> tables.setService(arguments);
            case IpvsConstants.CMD_DEL_SERVICE -> tables.deleteService(arguments);
            case IpvsConstants.CMD_NEW_DEST -> tables.newDestination(arguments);
            case IpvsConstants.CMD_SET_DEST -> tables.setDestination(arguments);
            case IpvsConstants.CMD_DEL_DEST -> tables.deleteDestination(arguments);
            case CMD_FLUSH -> tables.clear();
            default -> throw new FakeRefusal(Errno.EOPNOTSUPP);
        }
        return new Answer.Done();
    }

    private Answer lookUp(AttributeReader attributes) {
        boolean ours = false;
        while (attributes.next()) {
            ours |= attributes.type() == GenericNetlinkFamily.CTRL_ATTR_FAMILY_NAME
                    && attributes.string().equals(FAMILY.name());
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
                                        FAMILY.name(),
                                        IpvsConstants.LONGEST_NAME)
                                .u16(GenericNetlinkFamily.CTRL_ATTR_FAMILY_ID, FAMILY.id())
                                .u32(GenericNetlinkFamily.CTRL_ATTR_VERSION, FAMILY.version())));
    }
}
