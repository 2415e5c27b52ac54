package dev.lvsfleet.health.judgement;

import dev.lvsfleet.contract.HealthVerdict.Health;
import java.util.Optional;

/** What is believed of a target between two attempts. */
public sealed interface State {

    /** The verdict that stands in this state; none for a target nobody has judged. */
    Optional<Health> verdict();

    /** Never judged; the first attempt that sees anything decides. */
    record Unknown() implements State {
        @Override
        public Optional<Health> verdict() {
            return Optional.empty();
        }
    }

    /**
     * What the directors were told cannot be read yet. They may count it as up, so it keeps its retries, and nothing is
     * said of it before {@link Input.Recalled} unless they are used up.
     *
     * @param failures attempts failed in a row
     */
    record Presumed(int failures) implements State {
        @Override
        public Optional<Health> verdict() {
            return Optional.empty();
        }
    }

    /** Judged up, and the last attempt did not speak against it. */
    record Up() implements State {
        @Override
        public Optional<Health> verdict() {
            return Optional.of(Health.UP);
        }
    }

    /**
     * Still judged up, but failing.
     *
     * @param failures attempts failed in a row, at least 1
     */
    record Retrying(int failures) implements State {
        @Override
        public Optional<Health> verdict() {
            return Optional.of(Health.UP);
        }
    }

    /** Judged down; one success brings it back. */
    record Down() implements State {
        @Override
        public Optional<Health> verdict() {
            return Optional.of(Health.DOWN);
        }
    }

    /** Where to go on from a verdict that is already known to the directors. */
    static State resumedFrom(Optional<Health> standing) {
        return standing.<State>map(health -> switch (health) {
                    case UP -> new Up();
                    case DOWN -> new Down();
                })
                .orElseGet(Unknown::new);
    }
}
