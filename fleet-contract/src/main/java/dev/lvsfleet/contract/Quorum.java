package dev.lvsfleet.contract;

/**
 * When a pool is too weak to serve and the fallback takes over, with keepalived's meanings.
 *
 * <p>The pool gains it with a weight of {@code up + hysteresis} and loses it below {@code up - hysteresis}, or at 0.
 *
 * @param up the sum of the weights of the real servers that serve, at least 1
 * @param hysteresis 0 to {@code up - 1}
 */
public record Quorum(int up, int hysteresis) {}
