package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * A client, a director and a real server, each in a network namespace: the director stands between the two, so that it may
 * translate addresses. Takes root.
 */
final class TrafficBed implements AutoCloseable {

    private final PrivateNamespace client = new PrivateNamespace();
    private final PrivateNamespace director = new PrivateNamespace();
    private final PrivateNamespace server = new PrivateNamespace();

    TrafficBed() throws IOException {
        link(client, "outside", director);
        link(server, "inside", director);
        address(client, "outside", "198.51.100.2/24", "2001:db8:1::2/64");
        address(director, "outside", "198.51.100.1/24", "2001:db8:1::1/64");
        address(director, "outside", "198.51.100.10/32", "2001:db8:1::10/128");
        address(director, "inside", "192.0.2.1/24", "2001:db8:2::1/64");
        address(server, "inside", "192.0.2.2/24", "2001:db8:2::2/64");
        server.ip("route", "add", "default", "via", "192.0.2.1");
        server.ip("-6", "route", "add", "default", "via", "2001:db8:2::1");
        director.inside(() -> {
            Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
            return Files.writeString(Path.of("/proc/sys/net/ipv6/conf/all/forwarding"), "1");
        });
    }

    /** Where the client is, in a family. */
    static InetAddress clientAddress(AddressFamily family) {
        return either(family, "198.51.100.2", "2001:db8:1::2");
    }

    /** What the client asks. */
    static InetAddress virtualAddress(AddressFamily family) {
        return either(family, "198.51.100.10", "2001:db8:1::10");
    }

    /** Who shall answer. */
    static InetAddress serverAddress(AddressFamily family) {
        return either(family, "192.0.2.2", "2001:db8:2::2");
    }

    <T> T atClient(Callable<T> work) {
        return client.inside(work);
    }

    <T> T atDirector(Callable<T> work) {
        return director.inside(work);
    }

    <T> T atServer(Callable<T> work) {
        return server.inside(work);
    }

    private static InetAddress either(AddressFamily family, String four, String six) {
        return switch (family) {
            case IPV4 -> InetAddress.ofLiteral(four);
            case IPV6 -> InetAddress.ofLiteral(six);
        };
    }

    private static void link(PrivateNamespace one, String name, PrivateNamespace other) {
        one.ip("link", "add", name, "type", "veth", "peer", "name", name, "netns", Long.toString(other.pid()));
        one.ip("link", "set", name, "up");
        other.ip("link", "set", name, "up");
    }

    /** Without duplicate detection an IPv6 address serves at once. */
    private static void address(PrivateNamespace node, String device, String four, String six) {
        node.ip("addr", "add", four, "dev", device);
        node.ip("-6", "addr", "add", six, "dev", device, "nodad");
    }

    @Override
    public void close() {
        client.close();
        director.close();
        server.close();
    }
}
