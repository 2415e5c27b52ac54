package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.sys.Errno;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this system relies on routing netlink for with links; a kernel of nothing but {@code lo} has to pass all of it. */
abstract class LinkContract {

    /** A kind that every kernel has; tunnels are made in the same way. */
    private static final String KIND = "bridge";

    private LinkClient client;

    /** A connection to a kernel on which this test may make links. */
    abstract NetlinkConnection connect();

    @BeforeEach
    void open() {
        client = new LinkClient(connect());
    }

    @AfterEach
    void close() {
        client.delete("fleet0");
        client.close();
    }

    @Test
    void aNewLinkIsListedDownWithItsKind() {
        client.create("fleet0", KIND);

        assertThat(link("fleet0")).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(KIND);
            assertThat(it.up()).isFalse();
            assertThat(it.index()).isPositive();
        });
        assertThat(link("lo")).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEmpty();
            assertThat(it.up()).isTrue();
        });
    }

    @Test
    void aLinkGoesUpAndDownAgain() {
        client.create("fleet0", KIND);

        client.bringUp("fleet0");
        assertThat(link("fleet0")).singleElement().matches(Link::up);

        client.bringDown("fleet0");
        assertThat(link("fleet0")).singleElement().matches(it -> !it.up());
    }

    @Test
    void aNameIsTakenOnce() {
        client.create("fleet0", KIND);

        assertThatThrownBy(() -> client.create("fleet0", KIND))
                .isInstanceOfSatisfying(
                        NetlinkException.class, it -> assertThat(it.errno()).isEqualTo(Errno.EEXIST));
    }

    @Test
    void aDeletedLinkIsGoneAndMayBeDeletedAgain() {
        client.create("fleet0", KIND);
        client.delete("fleet0");
        client.delete("fleet0");

        assertThat(link("fleet0")).isEmpty();
    }

    @Test
    void aKindThatTheKernelDoesNotHaveIsRefusedInWords() {
        assertThatThrownBy(() -> client.create("fleet0", "no-such-kind"))
                .isInstanceOf(NetlinkException.class)
                .hasMessageContaining("create no-such-kind interface fleet0");
    }

    @Test
    void aLinkThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> client.bringUp("fleet1"))
                .isInstanceOf(UnknownInterfaceException.class)
                .hasMessageContaining("'fleet1'");
    }

    private List<Link> link(String name) {
        return client.links().stream().filter(it -> it.name().equals(name)).toList();
    }
}
