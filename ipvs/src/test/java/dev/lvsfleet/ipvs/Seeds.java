package dev.lvsfleet.ipvs;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a property over seeded random values.
 *
 * <p>A failure names its seed; {@code -Dfleet.seed=N} runs that one alone.
 */
public final class Seeds {

    private static final String REPLAY = "fleet.seed";

    private Seeds() {}

    public static void forEach(int count, Consumer<Random> property) {
        Long replayed = Long.getLong(REPLAY);
        if (replayed != null) {
            run(replayed, property);
            return;
        }
        for (long seed = 0; seed < count; seed++) {
            run(seed, property);
        }
    }

    private static void run(long seed, Consumer<Random> property) {
        try {
            property.accept(new Random(seed));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    "fails for seed " + seed + " (replay with -D" + REPLAY + "=" + seed + "): " + failure.getMessage(),
                    failure);
        }
    }
}
