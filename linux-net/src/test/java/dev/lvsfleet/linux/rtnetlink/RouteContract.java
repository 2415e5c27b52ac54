package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this system relies on routing netlink for with routes; on a kernel that reaches 198.51.100.0/24 and 2001:db8::/64. */
abstract class RouteContract {

    private static final DefaultRoute FIRST = route("198.51.100.1", 0);
    private static final DefaultRoute SECOND = route("198.51.100.2", 0);
    private static final DefaultRoute LATER = route("198.51.100.3", 4_000_000_000L);
    private static final DefaultRoute SIXTH = new DefaultRoute(true, InetAddress.ofLiteral("2001:db8::1"), 0, 1024);

    private RouteClient client;

    /** A connection to a kernel without default routes, on which this test may make some. */
    abstract NetlinkConnection connect();

    private static DefaultRoute route(String gateway, long metric) {
        return new DefaultRoute(false, InetAddress.ofLiteral(gateway), 0, metric);
    }

    @BeforeEach
    void open() {
        client = new RouteClient(connect());
    }

    @AfterEach
    void close() {
        client.defaultRoutes(false).forEach(client::delete);
        client.defaultRoutes(true).forEach(client::delete);
        client.close();
    }

    @Test
    void aRouteThatWasSetIsTheDefault() {
        client.replace(FIRST);

        assertThat(client.defaultRoutes(false)).singleElement().satisfies(it -> {
            assertThat(it.gateway()).isEqualTo(FIRST.gateway());
            assertThat(it.metric()).isZero();
        });
        assertThat(client.defaultRoutes(true)).isEmpty();
    }

    @Test
    void aRouteTakesThePlaceOfTheOneOfItsMetric() {
        client.replace(FIRST);
        client.replace(SECOND);

        assertThat(client.defaultRoutes(false))
                .extracting(DefaultRoute::gateway)
                .containsExactly(SECOND.gateway());
    }

    @Test
    void theRouteOfTheLowestMetricComesFirst() {
        client.replace(LATER);
        client.replace(FIRST);

        assertThat(client.defaultRoutes(false)).extracting(DefaultRoute::metric).containsExactly(0L, 4_000_000_000L);
    }

    @Test
    void bothFamiliesHaveTheirOwn() {
        client.replace(FIRST);
        client.replace(SIXTH);

        assertThat(client.defaultRoutes(true)).extracting(DefaultRoute::gateway).containsExactly(SIXTH.gateway());
        assertThat(client.defaultRoutes(false))
                .extracting(DefaultRoute::gateway)
                .containsExactly(FIRST.gateway());
    }

    @Test
    void aDeletedRouteIsGoneAndMayBeDeletedAgain() {
        client.replace(FIRST);
        client.delete(FIRST);
        client.delete(FIRST);

        assertThat(client.defaultRoutes(false)).isEmpty();
    }
}
