package dev.lvsfleet.agent.rules;

/**
 * Makes the weight that the kernel gets, from three inputs that no one party owns together: what the operator wants, what
 * health and quorum allow, and how far a ramp is. Nothing else in the agent computes a weight.
 */
public final class WeightRules {

    private WeightRules() {}

    /**
     * The weight, from 0 to the operator's; at least 1 for one that serves and whom the operator gave any.
     *
     * @param intent the operator's weight, 0 to 2^31-1
     * @param ramp looked at only while the real server is ramping
     */
    public static int weight(int intent, Standing standing, Ramp ramp) {
        return switch (standing) {
            case IN_POOL, HELD, FALLBACK -> intent;
            case RAMPING -> intent == 0 ? 0 : Math.max(1, share(intent, ramp));
            case QUIESCED, EJECTED, STANDBY -> 0;
        };
    }

    private static int share(int intent, Ramp ramp) {
        return ramp.isOver() ? intent : (int) (intent * ramp.done() / ramp.of());
    }
}
