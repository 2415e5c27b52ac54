package dev.lvsfleet.agent.vrrp;

import java.time.Duration;

/**
 * How the thread of the virtual routers does.
 *
 * @param running whether it does
 * @param sinceRound since it last came round, which it does each second at least
 * @param mostLate by how much it was late for a timer, at most so far
 * @param forNobody packets of the protocol that no virtual router here is for
 * @param lostNotices notices that nobody took in time
 * @param failures unexpected ones, which it survived
 */
public record LoopStatus(
        boolean running, Duration sinceRound, Duration mostLate, long forNobody, long lostNotices, long failures) {}
