package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.SlowStart;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.controlplane.body.FieldReader;
import java.net.InetAddress;
import java.time.Duration;

/** The part of a body that says who serves, how the packets get there and what happens when somebody fails. */
final class PoolReader {

    private static final int MAX_STEPS = 1000;
    private static final InetAddress STAND_IN = InetAddress.ofLiteral("0.0.0.0");
    private static final FieldReader.Parser<Duration> RAMP =
            DurationText.between(Duration.ofSeconds(1), Duration.ofHours(1));
    private static final FieldReader.Parser<Duration> DRAIN = DurationText.between(Duration.ZERO, Duration.ofHours(24));

    private PoolReader() {}

    static Delivery delivery(FieldReader body) {
        return new Delivery(
                body.required("forwarding", ServiceWords::forwarding, Forwarding.DIRECT_ROUTING),
                body.nested("tunnel", PoolReader::tunnel).orElse(null));
    }

    /** Where the service has no port of its own, a real server may leave its port out. */
    static RealServer realServer(FieldReader body, boolean hasPort) {
        return new RealServer(
                body.required("address", AddressRules::unicast, STAND_IN),
                hasPort
                        ? body.requiredInt("port", 1, ServiceReader.MAX_PORT)
                        : body.optionalInt("port", 1, ServiceReader.MAX_PORT, 0),
                body.optionalInt("weight", 0, Integer.MAX_VALUE, 1),
                body.optionalInt("upperThreshold", 0, Integer.MAX_VALUE, 0),
                body.optionalInt("lowerThreshold", 0, Integer.MAX_VALUE, 0),
                body.optional("forwarding", ServiceWords::forwarding).orElse(null),
                body.nested("tunnel", PoolReader::tunnel).orElse(null));
    }

    static PoolPolicy policy(FieldReader body) {
        PoolPolicy usual = PoolPolicy.DEFAULT;
        return new PoolPolicy(
                body.optional("whenDown", ServiceWords::whenDown, usual.whenDown()),
                body.optionalInt("ejectionLimit", 0, 100, usual.ejectionLimit()),
                body.nested("quorum", PoolReader::quorum).orElse(usual.quorum()),
                body.nested("slowStart", PoolReader::slowStart).orElse(null),
                body.optional("drainTimeout", DRAIN, usual.drainTimeout()));
    }

    private static Quorum quorum(FieldReader body) {
        return new Quorum(
                body.optionalInt("up", 1, Integer.MAX_VALUE, 1),
                body.optionalInt("hysteresis", 0, Integer.MAX_VALUE, 0));
    }

    private static SlowStart slowStart(FieldReader body) {
        return new SlowStart(
                body.required("duration", RAMP, Duration.ofSeconds(1)), body.optionalInt("steps", 0, MAX_STEPS, 0));
    }

    private static Tunnel tunnel(FieldReader body) {
        return new Tunnel(
                body.required("type", ServiceWords::encapsulation, Encapsulation.IPIP),
                body.optionalInt("port", 1, ServiceReader.MAX_PORT, 0),
                body.optional("checksum", ServiceWords::checksum, TunnelChecksum.NONE));
    }
}
