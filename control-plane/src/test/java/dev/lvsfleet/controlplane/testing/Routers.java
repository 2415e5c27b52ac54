package dev.lvsfleet.controlplane.testing;

import dev.lvsfleet.contract.VirtualRouter.Transport;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Advertising;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Member;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Preemption;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Safety;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guide's virtual router of group {@code edge}, to be changed one thing at a time. Used by one thread. */
public final class Routers {

    private final String name;
    private String group = "edge";
    private int vrid = 51;
    private int version = 3;
    private Duration interval = Duration.ofSeconds(1);
    private Transport transport = Transport.UNICAST;
    private @Nullable String password;
    private boolean preempt = true;
    private Duration preemptDelay = Duration.ZERO;
    private WhenUnable whenUnable = WhenUnable.FAULT;
    private boolean yields;
    private @Nullable String syncGroup;
    private List<InetAddress> addresses = List.of(InetAddress.ofLiteral("192.168.148.161"));
    private List<InetAddress> otherPeers = List.of();
    private List<Member> members =
            List.of(member("director-1", 100, "192.168.148.130"), member("director-2", 90, "192.168.148.131"));

    private Routers(String name) {
        this.name = name;
    }

    public static Routers named(String name) {
        return new Routers(name);
    }

    public static Member member(String director, int priority, String source) {
        return new Member(director, priority, InetAddress.ofLiteral(source), null);
    }

    public Routers of(String other) {
        group = other;
        return this;
    }

    public Routers vrid(int id) {
        vrid = id;
        return this;
    }

    public Routers version2(@Nullable String secret) {
        version = 2;
        password = secret;
        return this;
    }

    public Routers password(String secret) {
        password = secret;
        return this;
    }

    public Routers every(Duration time) {
        interval = time;
        return this;
    }

    public Routers multicast() {
        transport = Transport.MULTICAST;
        return this;
    }

    public Routers preempt(boolean does, Duration after) {
        preempt = does;
        preemptDelay = after;
        return this;
    }

    public Routers lowerWhenUnable() {
        whenUnable = WhenUnable.LOWER;
        return this;
    }

    public Routers yieldsWithoutQuorum() {
        yields = true;
        return this;
    }

    public Routers inSync(String with) {
        syncGroup = with;
        return this;
    }

    public Routers holds(String... held) {
        addresses = addresses(held);
        return this;
    }

    public Routers beside(String... peers) {
        otherPeers = addresses(peers);
        return this;
    }

    public Routers by(Member... who) {
        members = new ArrayList<>(Arrays.asList(who));
        return this;
    }

    public RouterSpec spec() {
        return new RouterSpec(
                name,
                group,
                vrid,
                addresses,
                new Advertising(version, interval, transport, password),
                new Preemption(preempt, preemptDelay, Duration.ZERO),
                new Safety(Duration.ofSeconds(5), whenUnable, yields),
                syncGroup,
                members,
                otherPeers);
    }

    private static List<InetAddress> addresses(String... texts) {
        return Arrays.stream(texts).map(InetAddress::ofLiteral).toList();
    }
}
