package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.agent.rules.Standing;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.ipvs.ServiceEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TargetCompilerTest {

    private static final DesiredService WEB = service("web", 80, real(132, 1), real(133, 1));
    private static final DesiredService MAIL = service("mail", 25, real(132, 1));

    @Test
    void aServiceThatIsAsItWasIsTheSameEntryAndTheOthersAreMadeAnew() {
        Compilation before = TargetCompiler.compile(
                state(serves(WEB, 1, Standing.IN_POOL), serves(MAIL, 1, Standing.IN_POOL)), Drains.NONE, Map.of());

        EffectiveState next = state(serves(WEB, 1, Standing.EJECTED), serves(MAIL, 1, Standing.IN_POOL));
        Compilation after = TargetCompiler.compile(next, Drains.NONE, before.parts());

        assertThat(after.target()).isEqualTo(TargetCompiler.compile(next, Drains.NONE));
        assertThat(entry(after, MAIL)).isSameAs(entry(before, MAIL));
        assertThat(entry(after, WEB).destinations()).hasSize(1);
        assertThat(after.target().claims()).isEqualTo(before.target().claims());
    }

    private static ServiceEntry entry(Compilation compilation, DesiredService service) {
        return Objects.requireNonNull(
                compilation.target().table().services().get(TargetCompiler.keyOf(service.endpoint())));
    }

    private static EffectiveState state(EffectiveService... services) {
        return new EffectiveState(1, List.of(), List.of(services));
    }

    /** With this weight, and the first real server of this standing. */
    private static EffectiveService serves(DesiredService service, int weight, Standing first) {
        List<Placement> pool = service.realServers().stream()
                .map(it -> new Placement(
                        it, it.equals(service.realServers().getFirst()) ? first : Standing.IN_POOL, weight))
                .toList();
        return new EffectiveService(service, pool, List.of(), true);
    }
}
