package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.ipvs.testing.FakeKernel;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import org.junit.jupiter.api.Test;

/** The fake kernel keeps the contract. */
class FakeKernelIpvsTest extends IpvsContract {

    private final FakeKernel kernel = new FakeKernel();

    @Override
    NetlinkConnection connect() {
        return new NetlinkConnection(kernel.connect());
    }

    @Test
    void aKernelWithoutTheModuleIsSaidInOneSentence() {
        FakeKernel bare = new FakeKernel();
        bare.unloadModule();

        assertThatThrownBy(bare::client)
                .isInstanceOf(IpvsUnavailableException.class)
                .hasMessage("the kernel has no IPVS: load ip_vs (modprobe ip_vs)");
    }
}
