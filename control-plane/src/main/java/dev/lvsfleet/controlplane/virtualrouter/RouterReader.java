package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.contract.VirtualRouter.Transport;
import dev.lvsfleet.contract.VirtualRouterLimits;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Advertising;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Member;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Preemption;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Safety;
import dev.lvsfleet.controlplane.virtualservice.AddressRules;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** A request body read as a virtual router. */
final class RouterReader {

    static final int MAX_MEMBERS = 16;
    static final int MAX_ADDRESSES = VirtualRouterLimits.mostAddresses(AddressFamily.IPV4);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final InetAddress STAND_IN = InetAddress.ofLiteral("0.0.0.0");

    private static final FieldReader.Parser<Duration> INTERVAL =
            DurationText.between(VirtualRouterLimits.STEP_OF_V3, VirtualRouterLimits.LONGEST_OF_V2);
    private static final FieldReader.Parser<Duration> DELAY =
            DurationText.between(Duration.ZERO, VirtualRouterLimits.LONGEST_DELAY);
    private static final FieldReader.Parser<Duration> A_LEASE =
            DurationText.between(VirtualRouterLimits.SHORTEST_LEASE, VirtualRouterLimits.LONGEST_LEASE);

    private RouterReader() {}

    /**
     * The virtual router that a body describes; what is wrong with it is told to the reader.
     *
     * @param inPath the name that the body need not repeat; empty where it gives the name
     */
    static RouterSpec read(FieldReader body, String inPath) {
        body.ignore("version", "revision");
        RouterSpec spec = new RouterSpec(
                Name.of(body, inPath),
                body.required("group", Name::parse, ""),
                body.requiredInt("vrid", VirtualRouterLimits.LOWEST_ID, VirtualRouterLimits.HIGHEST_ID),
                body.texts("addresses", MAX_ADDRESSES, AddressRules::unicast),
                advertising(body),
                new Preemption(
                        body.optionalBoolean("preempt", true),
                        body.optional("preemptDelay", DELAY, Duration.ZERO),
                        body.optional("startupDelay", DELAY, Duration.ZERO)),
                new Safety(
                        body.optional("lease", RouterReader::lease, LEASE),
                        body.optional("whenUnable", RouterWords::whenUnable, WhenUnable.FAULT),
                        body.optionalBoolean("yieldWithoutQuorum", false)),
                body.optional("syncGroup", Name::parse).orElse(null),
                body.list("members", MAX_MEMBERS, RouterReader::member),
                body.texts("otherPeers", MAX_MEMBERS, RouterReader::source));
        if (body.isRightSoFar()) {
            VirtualRouterRules.check(spec).forEach(error -> body.error(error.field(), error.message()));
        }
        return spec;
    }

    private static Advertising advertising(FieldReader body) {
        return new Advertising(
                body.optionalInt("vrrpVersion", 2, 3, 3),
                body.optional("advertInterval", INTERVAL, SECOND),
                body.optional("transport", RouterWords::transport, Transport.UNICAST),
                body.optional("password", text -> text).orElse(null));
    }

    private static Member member(FieldReader body) {
        return new Member(
                body.required("director", Name::parse, ""),
                body.requiredInt("priority", VirtualRouterLimits.LOWEST_PRIORITY, VirtualRouterLimits.OWNER),
                body.required("source", RouterReader::source, STAND_IN),
                body.optional("networkInterface", RouterReader::interfaceName).orElse(null));
    }

    /** RFC 9568 has IPv6 advertised from the link-local address (section 5.1.2.1), so here one is taken. */
    private static InetAddress source(String text) {
        return linkLocal(text).orElseGet(() -> AddressRules.unicast(text));
    }

    /** Of one without a zone; what else is wrong with a text is for others to say. */
    private static Optional<InetAddress> linkLocal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text))
                    .filter(it -> it instanceof Inet6Address && it.isLinkLocalAddress())
                    .filter(_ -> !text.contains("%") && !text.contains("["));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The kernel counts it in seconds. */
    private static Duration lease(String text) {
        Duration lease = A_LEASE.parse(text);
        if (!VirtualRouterLimits.isLease(lease)) {
            throw new IllegalArgumentException("Must be whole seconds.");
        }
        return lease;
    }

    private static String interfaceName(String text) {
        if (!InterfaceName.isValid(text)) {
            throw new IllegalArgumentException(
                    "Must be an interface name: 1 to 15 letters, digits and any of _ . @ -, a letter or digit first");
        }
        return text;
    }
}
