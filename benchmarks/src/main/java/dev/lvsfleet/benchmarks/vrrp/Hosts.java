package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;

/** Hosts 192.0.2.130 and .131, each a network namespace, on one link; and a client, 192.0.2.10, if there is one. */
record Hosts(PrivateNamespace one, PrivateNamespace other, PrivateNamespace client) {

    /** Two with a cable between them; the client has none. */
    static Hosts cabled() throws IOException {
        Hosts hosts = new Hosts(new PrivateNamespace(), new PrivateNamespace(), new PrivateNamespace());
        hosts.one.ip("link", "add", "name", "eth0", "type", "veth", "peer", "name", "eth1");
        hosts.one.give("eth1", hosts.other);
        hosts.other.ip("link", "set", "eth1", "name", "eth0");
        hosts.address();
        return hosts;
    }

    /** Both at a switch, at which the client sits. */
    static Hosts switched() throws IOException {
        Hosts hosts = new Hosts(new PrivateNamespace(), new PrivateNamespace(), new PrivateNamespace());
        PrivateNamespace client = hosts.client;
        client.ip("link", "add", "name", "br0", "type", "bridge");
        client.ip("link", "add", "name", "one", "type", "veth", "peer", "name", "eth0");
        client.give("eth0", hosts.one);
        client.ip("link", "add", "name", "other", "type", "veth", "peer", "name", "eth0");
        client.give("eth0", hosts.other);
        for (String link : new String[] {"one", "other"}) {
            client.ip("link", "set", link, "master", "br0");
            client.ip("link", "set", link, "up");
        }
        client.ip("addr", "add", "192.0.2.10/24", "dev", "br0");
        client.ip("link", "set", "br0", "up");
        hosts.address();
        return hosts;
    }

    private void address() {
        one.ip("addr", "add", "192.0.2.130/24", "dev", "eth0");
        other.ip("addr", "add", "192.0.2.131/24", "dev", "eth0");
        one.ip("link", "set", "eth0", "up");
        other.ip("link", "set", "eth0", "up");
    }
}
