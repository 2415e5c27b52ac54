package dev.lvsfleet.contract;

import java.time.Duration;

/**
 * When a target is asked, with keepalived's meanings.
 *
 * @param interval between the end of one round and the start of the next ({@code delay_loop})
 * @param connectTimeout for the connection, and again for the answer
 * @param retry further attempts after a first failure before a target that is up counts as down
 * @param delayBeforeRetry between those attempts
 */
public record CheckTiming(Duration interval, Duration connectTimeout, int retry, Duration delayBeforeRetry) {}
