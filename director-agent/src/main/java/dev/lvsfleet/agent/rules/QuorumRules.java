package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.Quorum;

/** Decides whether a pool is strong enough, with keepalived's arithmetic: between the two borders it stays what it was. */
final class QuorumRules {

    private QuorumRules() {}

    /**
     * Whether the pool has its quorum.
     *
     * @param had whether it had it; a pool that was never judged had not
     * @param up the sum of the operator's weights of those that are really up
     */
    static boolean has(Quorum quorum, boolean had, long up) {
        if (up == 0) {
            return false;
        }
        long border = had ? (long) quorum.up() - quorum.hysteresis() : (long) quorum.up() + quorum.hysteresis();
        return up >= border;
    }
}
