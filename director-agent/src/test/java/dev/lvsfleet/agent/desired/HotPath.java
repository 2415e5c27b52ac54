package dev.lvsfleet.agent.desired;

import static dev.lvsfleet.agent.testing.Documents.RECIPIENT;
import static dev.lvsfleet.agent.testing.Documents.direct;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.signed;
import static dev.lvsfleet.agent.testing.Documents.state;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.parked.ParkedRecordStore;
import dev.lvsfleet.agent.parked.RecordPark;
import dev.lvsfleet.agent.reconcile.Pass;
import dev.lvsfleet.agent.reconcile.PassListener;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.agent.reconcile.Situation;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.testing.FakeNode;
import dev.lvsfleet.agent.verdict.VerdictBoard;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.signature.DocumentSigner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures one changed weight in a document of 100 services with 10 real servers each, from the record to the kernel's
 * answer, warm, against a kernel of bytes; prints milliseconds. Asserts nothing: figures of a shared machine prove nothing.
 *
 * <p>{@code java -cp target/test-classes:target/director-agent-….jar dev.lvsfleet.agent.desired.HotPath [warm-up] [rounds]}
 */
final class HotPath {

    private static final int SERVICES = 100;
    private static final int REAL_SERVERS = 10;

    private final BlockingQueue<Sample> samples = new ArrayBlockingQueue<>(10);

    private record Sample(long revision, double plan, double apply) {}

    private HotPath() {}

    public static void main(String... arguments) throws Exception {
        int warmUp = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        new HotPath().measure(warmUp, rounds);
        System.exit(0);
    }

    private void measure(int warmUp, int rounds) throws Exception {
        Path directory = Files.createTempDirectory("hot-path");
        EventOutbox events = new EventOutbox(
                "director-1", InstantSource.system(), it -> CompletableFuture.completedFuture(null), () -> {});
        ReportOutbox reports = new ReportOutbox(it -> CompletableFuture.completedFuture(null));
        ReconcileLoop loop = new ReconcileLoop(
                new ReconcileLoop.Settings("director-1", directory, Duration.ofHours(1), DeletionBudget.DEFAULT),
                new FakeNode().kernel(),
                Remembered.NOTHING,
                new VerdictBoard(),
                new ReconcileLoop.Audience(reports, events, new Stopwatch()),
                InstantSource.system());
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        DesiredStateInbox inbox = new DesiredStateInbox(
                RECIPIENT,
                AdmissionRules.Known.NOTHING,
                loop,
                new RecordPark(new ParkedRecordStore(directory), events, registry),
                events,
                registry,
                InstantSource.system());
        loop.start();
        List<Double> judge = new ArrayList<>();
        List<Double> plan = new ArrayList<>();
        List<Double> apply = new ArrayList<>();
        for (int round = 1; round <= warmUp + rounds; round++) {
            ConsumerRecord<byte[], byte[]> incoming = incoming(round);
            long start = System.nanoTime();
            inbox.take(incoming);
            double judged = (System.nanoTime() - start) / 1e6;
            Sample sample = next(round);
            if (round > warmUp) {
                judge.add(judged);
                plan.add(sample.plan());
                apply.add(sample.apply());
            }
        }
        print("judge", judge);
        print("receipt to plan", plan);
        print("apply", apply);
        loop.stop();
    }

    private Sample next(long revision) throws InterruptedException {
        while (true) {
            Sample sample = samples.poll(1, TimeUnit.MINUTES);
            if (sample == null || sample.revision() == revision) {
                return Objects.requireNonNull(sample, "the loop is stuck");
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> incoming(int revision) {
        DesiredService[] services = IntStream.range(0, SERVICES)
                .mapToObj(it -> service("s" + it, 1000 + it, realServers(it, revision)))
                .toArray(DesiredService[]::new);
        SignedDocument document = signed(state(revision, services));
        ConsumerRecord<byte[], byte[]> incoming = new ConsumerRecord<>(
                "documents", 0, revision, "director-1".getBytes(StandardCharsets.UTF_8), document.content());
        incoming.headers().add(DocumentSigner.HEADER, document.signature());
        return incoming;
    }

    private static DesiredRealServer[] realServers(int service, int revision) {
        return IntStream.range(0, REAL_SERVERS)
                .mapToObj(it -> direct(
                        InetAddress.ofLiteral("10." + service + ".0." + (it + 1)),
                        1000 + service,
                        service == 50 && it == 5 ? 1 + revision % 100 : 10,
                        "t-" + service + "-" + it))
                .toArray(DesiredRealServer[]::new);
    }

    private static void print(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%-16s p50 %.2f ms  p99 %.2f ms%n",
                what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100));
    }

    private final class Stopwatch implements PassListener {
        @Override
        public void passed(Situation situation, Pass pass, Optional<Duration> fromReceipt) {
            fromReceipt.ifPresent(it -> samples.add(new Sample(
                    situation.revision(), it.toNanos() / 1e6, pass.apply().toNanos() / 1e6)));
        }

        @Override
        public void changed(String kind, boolean succeeded) {}

        @Override
        public void broke() {}

        @Override
        public void retried() {}
    }
}
