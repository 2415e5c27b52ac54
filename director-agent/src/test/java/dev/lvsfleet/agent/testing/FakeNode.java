package dev.lvsfleet.agent.testing;

import dev.lvsfleet.agent.reconcile.Kernel;
import dev.lvsfleet.agent.reconcile.KernelClient;
import dev.lvsfleet.agent.reconcile.KernelUnavailableException;
import dev.lvsfleet.agent.reconcile.Observation;
import dev.lvsfleet.ipvs.testing.FakeKernel;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.rtnetlink.AddressClient;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import dev.lvsfleet.linux.testing.FakeInterfaces;
import java.util.List;

/** A director's kernel at the level of bytes: IPVS tables, and an {@code eth0}. */
public final class FakeNode {

    public final FakeKernel ipvs = new FakeKernel();
    private final FakeInterfaces interfaces = new FakeInterfaces("lo", "eth0");

    public Kernel kernel() {
        return new KernelClient(ipvs::client, this::addressClient);
    }

    /** What is there now, seen beside whoever changes it. */
    public Observation glance() throws KernelUnavailableException {
        try (Kernel kernel = kernel()) {
            return kernel.observe().observation();
        }
    }

    public List<InterfaceAddress> addresses() {
        try (AddressClient client = addressClient()) {
            return client.addresses();
        }
    }

    public AddressClient addressClient() {
        return new AddressClient(new NetlinkConnection(interfaces.connect()));
    }
}
