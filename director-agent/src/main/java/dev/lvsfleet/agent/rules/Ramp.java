package dev.lvsfleet.agent.rules;

/**
 * How far a real server is on its way to its whole weight.
 *
 * @param done steps, 0 to {@code of}
 * @param of steps in all, 1 to 2^31-1
 */
public record Ramp(long done, long of) {

    public static final Ramp OVER = new Ramp(1, 1);

    public boolean isOver() {
        return done >= of;
    }
}
