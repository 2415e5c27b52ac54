package dev.lvsfleet.lab.bench;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.life.Lab;
import dev.lvsfleet.lab.life.LabStatus;
import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.server.Applications;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * How long a weight change takes from the API's answer to the kernel, one change at a time, on 100 services of 10.
 *
 * <p>The agent's own times come with its reports and are set by the clock difference that {@link AgentClock} finds.
 */
final class ApplyBench {

    private static final int WARM_UP = 100;
    private static final int CHANGES = 500;
    private static final long SEED = 20_261_122L;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lab lab;
    private final PrintStream out;
    private final Node director;
    private final Node control;

    ApplyBench(Lab lab, PrintStream out) {
        this.lab = lab;
        this.out = out;
        this.director = lab.topology().first(Role.DIRECTOR);
        this.control = lab.topology().only(Role.CONTROL);
    }

    void run() throws IOException, InterruptedException {
        URI agent = lab.doors().url(director.name()).orElseThrow(() -> new LabException("The gateway does not run"));
        AgentClock clock = AgentClock.measure(agent);
        String token = new LabStatus(lab).token().orElseThrow(() -> new LabException("The lab has no token"));
        // Inside the control node, so that the gateway's way is not measured.
        List<Sample> samples = lab.namespaces().inside(control.name(), () -> measure(token, clock));
        Duration peer = new IpvsadmPeer(lab.shell(director.name())).oneWeight();
        print(samples, clock, peer);
    }

    private List<Sample> measure(String token, AgentClock clock) throws IOException, InterruptedException {
        URI base = URI.create("http://127.0.0.1:" + Applications.CONTROL_PLANE_PORT);
        String bootstrap = Applications.kafka(control);
        RandomGenerator random = new Random(SEED);
        List<Sample> samples = new ArrayList<>();
        try (FleetApi api = new FleetApi(base, token);
                BusReader bus = new BusReader(bootstrap, Applications.SITE, director.name())) {
            BenchServices services = new BenchServices(
                    api, "edge", lab.topology().virtualAddress().getHostAddress());
            try {
                out.printf("%d services of %d real servers%n", BenchServices.SERVICES, BenchServices.REAL_SERVERS);
                bus.await(services.create(), LIMIT);
                for (int i = 0; i < WARM_UP + CHANGES; i++) {
                    Sample sample = one(services, bus, random, clock);
                    if (i >= WARM_UP) {
                        samples.add(sample);
                    }
                    if (i % 100 == 0) {
                        out.printf("  %d of %d changes%n", i, WARM_UP + CHANGES);
                    }
                }
            } finally {
                services.delete();
            }
        }
        return samples;
    }

    private static Sample one(BenchServices services, BusReader bus, RandomGenerator random, AgentClock clock)
            throws IOException, InterruptedException {
        Instant asked = Instant.now();
        long revision = services.changeOneWeight(random);
        Instant answered = Instant.now();
        BusReader.Way way = bus.await(revision, LIMIT);
        var timings = way.report().timings();
        Instant received = clock.ours(timings.receivedAt());
        Instant changed = received.plus(timings.plan()).plus(timings.apply());
        return new Sample(
                Duration.between(asked, answered),
                Duration.between(way.document().revised(), way.document().sent()),
                Duration.between(way.document().sent(), received),
                timings.plan(),
                timings.apply(),
                Duration.between(answered, changed));
    }

    private void print(List<Sample> samples, AgentClock clock, Duration peer) {
        out.printf("%n%d weight changes, one at a time, after %d unmeasured; milliseconds%n", samples.size(), WARM_UP);
        out.printf("%-34s %8s %8s %8s%n", "", "p50", "p99", "max");
        line(samples, "API answer -> kernel changed", Sample::total);
        line(samples, "  commit -> Kafka", Sample::toKafka);
        line(samples, "  Kafka -> agent", Sample::toAgent);
        line(samples, "  plan", Sample::plan);
        line(samples, "  netlink", Sample::netlink);
        line(samples, "(API call, request -> answer)", Sample::call);
        out.printf(
                "the agent's clock is known to %.2f ms%n", clock.uncertainty().toNanos() / 1e6);
        double ours = distribution(samples, Sample::netlink).p50Millis();
        double whole = distribution(samples, Sample::total).p50Millis();
        double theirs = peer.toNanos() / 1e6;
        out.printf(
                "peer: ipvsadm -e in the same director takes %.2f ms; ours / peer: netlink %.2f, the whole way %.2f%n",
                theirs, ours / theirs, whole / theirs);
    }

    private void line(List<Sample> samples, String name, Function<Sample, Duration> stage) {
        out.printf("%-34s %s%n", name, distribution(samples, stage).columns());
    }

    private static Distribution distribution(List<Sample> samples, Function<Sample, Duration> stage) {
        return Distribution.of(samples.stream().map(stage).toList());
    }
}
