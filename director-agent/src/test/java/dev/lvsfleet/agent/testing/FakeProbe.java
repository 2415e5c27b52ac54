package dev.lvsfleet.agent.testing;

import dev.lvsfleet.agent.baseline.NodeState;
import dev.lvsfleet.agent.doctor.Host;
import dev.lvsfleet.agent.doctor.NodeProbe;
import dev.lvsfleet.agent.doctor.Ruleset;
import dev.lvsfleet.agent.doctor.Security;
import dev.lvsfleet.agent.doctor.Seen;
import dev.lvsfleet.agent.doctor.Symptoms;
import dev.lvsfleet.agent.doctor.Wire;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.linux.clock.ClockReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node that looks healthy, or as it is told. Safe for use by several threads. */
public final class FakeProbe implements NodeProbe {

    /** A director on which nothing is wrong, as long as it holds no address. */
    public static final Host HEALTHY_HOST = new Host(
            new NodeState(Set.of("ip_vs"), Optional.empty(), Map.of(), Map.of(), Set.of(), Optional.empty()),
            List.of(),
            Set.of("ip_vs"),
            Set.of());

    public static final Symptoms HEALTHY = new Symptoms(
            new Seen.Known<>(new ClockReading(true, Duration.ZERO, Duration.ZERO)),
            new Seen.Known<>(new Security(false, "")),
            new Seen.Known<>(HEALTHY_HOST),
            new Seen.Known<>(Ruleset.NONE),
            new Seen.Known<>(Wire.SILENT));

    private Symptoms symptoms = HEALTHY;
    private boolean broken;

    public synchronized void show(Symptoms next) {
        symptoms = next;
        broken = false;
    }

    /** Makes each look throw from now on. */
    public synchronized void breakOff() {
        broken = true;
    }

    @Override
    public synchronized Symptoms look(Optional<DesiredState> document) {
        if (broken) {
            throw new IllegalStateException("broken by the test");
        }
        return symptoms;
    }

    @Override
    public void close() {}
}
