package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.ipvs.testing.FakeKernel;
import dev.lvsfleet.ipvs.testing.FakeTraffic;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import org.junit.jupiter.api.Test;

/** The fake kernel keeps the contract. */
class FakeKernelIpvsTest extends IpvsContract {

    private final FakeKernel kernel = new FakeKernel();

    @Override
    NetlinkTransport connect() {
        return kernel.connect();
    }

    @Override
    String networkInterface() {
        return FakeKernel.INTERFACE;
    }

    @Override
    void reloadModule() {
        kernel.unloadModule();
        kernel.loadModule();
    }

    @Override
    void carryOne(ServiceKey.Endpoint service, DestinationKey destination) {
        kernel.carry(service, destination, new FakeTraffic(1, 1, 0, 31, 0, 0, 1, 0));
    }

    @Test
    void aKernelWithoutTheModuleIsSaidInOneSentence() {
        FakeKernel bare = new FakeKernel();
        bare.unloadModule();

        assertThatThrownBy(bare::client)
                .isInstanceOf(IpvsUnavailableException.class)
                .hasMessage("the kernel has no IPVS: load ip_vs (modprobe ip_vs)");
    }

    @Test
    void aModuleThatIsGoneIsSaidInOneSentence() {
        kernel.unloadModule();

        assertThatThrownBy(client::dump)
                .isInstanceOf(IpvsUnavailableException.class)
                .hasMessage("the kernel has no IPVS: load ip_vs (modprobe ip_vs)");
        kernel.loadModule();
        assertThat(client.dump().table()).isEqualTo(IpvsTable.EMPTY);
    }
}
