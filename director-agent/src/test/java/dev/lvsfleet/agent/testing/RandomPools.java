package dev.lvsfleet.agent.testing;

import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.SlowStart;
import dev.lvsfleet.contract.WhenDown;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Services and verdicts as chance has them; small, so that every corner is met often. */
public final class RandomPools {

    private static final int HOSTS = 8;

    private final Random random;

    public RandomPools(Random random) {
        this.random = random;
    }

    /** A pool of hosts 1 to 8 and a fallback of 11 and 12, whose checks may have been edited. */
    public DesiredService service() {
        int up = 1 + random.nextInt(6);
        SlowStart slowStart = random.nextBoolean() ? null : new SlowStart(Duration.ofSeconds(5), random.nextInt(4));
        PoolPolicy policy = new PoolPolicy(
                random.nextBoolean() ? WhenDown.REMOVE : WhenDown.QUIESCE,
                List.of(0, 30, 50, 100).get(random.nextInt(4)),
                new Quorum(up, random.nextInt(up)),
                slowStart,
                Duration.ofSeconds(random.nextInt(3)));
        return Documents.web(policy, random.nextBoolean() ? List.of() : List.of(servers(11, 12)), servers(1, HOSTS));
    }

    /** The same with another weight here and there, and another target. */
    public DesiredService edited(DesiredService service) {
        return Documents.web(
                service.policy(),
                service.fallback(),
                service.realServers().stream()
                        .map(it -> random.nextInt(4) == 0
                                ? Documents.direct(
                                        it.address(),
                                        it.port(),
                                        random.nextInt(12),
                                        it.target() + (random.nextBoolean() ? "" : "+"))
                                : it)
                        .toArray(DesiredRealServer[]::new));
    }

    public Verdicts verdicts() {
        Map<String, HealthVerdict> verdicts = new HashMap<>();
        IntStream.rangeClosed(1, 12)
                .filter(host -> random.nextInt(5) > 0)
                .forEach(host -> verdicts.put(
                        "t-" + host, Documents.verdict(host, random.nextInt(3) == 0 ? Health.UP : Health.DOWN)));
        return new Verdicts(verdicts);
    }

    private DesiredRealServer[] servers(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(it -> random.nextInt(4) > 0)
                .mapToObj(host -> Documents.real(host, random.nextInt(12)))
                .toArray(DesiredRealServer[]::new);
    }
}
