package dev.lvsfleet.contract;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The ranges of what a virtual router is told; whoever writes a document and whoever obeys it ask here. Source: RFC 9568, for
 * version 2 RFC 3768 and RFC 2338.
 */
public final class VirtualRouterLimits {

    public static final int LOWEST_ID = 1;
    public static final int HIGHEST_ID = 255;

    public static final int LOWEST_PRIORITY = 1;

    /** Of a director whose own address is among the virtual ones, and of nobody else. It is the highest. */
    public static final int OWNER = 255;

    /** What version 3 counts intervals in. */
    public static final Duration STEP_OF_V3 = Duration.ofMillis(10);

    /** What the field of 12 bits holds. */
    public static final Duration LONGEST_OF_V3 = STEP_OF_V3.multipliedBy(0xfff);

    public static final Duration STEP_OF_V2 = Duration.ofSeconds(1);
    public static final Duration LONGEST_OF_V2 = STEP_OF_V2.multipliedBy(255);

    /** Of a delay before the role is taken; the shortest is none. */
    public static final Duration LONGEST_DELAY = Duration.ofHours(1);

    public static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);
    public static final Duration LONGEST_LEASE = Duration.ofHours(1);

    /** The kernel counts lifetimes in these. */
    public static final Duration STEP_OF_LEASE = Duration.ofSeconds(1);

    private static final int MOST_ADDRESSES = 255;

    /** What fits into an advertisement of 1500 bytes: RFC 9568, section 5.2, over an IPv6 header of 40 bytes. */
    private static final int MOST_OF_IPV6 = (1500 - 40 - 8) / 16;

    /** Source: RFC 2338, section 5.3.6.2. */
    private static final Pattern PASSWORD = Pattern.compile("[!-~]{1,8}");

    private VirtualRouterLimits() {}

    /** Whether it is 1 to 255. */
    public static boolean isId(int vrid) {
        return vrid >= LOWEST_ID && vrid <= HIGHEST_ID;
    }

    /** Whether it is 1 to 255; 0 is said on leaving, and never stated. */
    public static boolean isPriority(int priority) {
        return priority >= LOWEST_PRIORITY && priority <= OWNER;
    }

    /** How many one advertisement carries: 255, of IPv6 90. */
    public static int mostAddresses(AddressFamily family) {
        return family == AddressFamily.IPV6 ? MOST_OF_IPV6 : MOST_ADDRESSES;
    }

    /** Whether it is whole seconds, 1 to 255. */
    public static boolean isIntervalOfV2(Duration interval) {
        return isWithin(interval, STEP_OF_V2, LONGEST_OF_V2, STEP_OF_V2);
    }

    /** Whether it is 10 ms to 40.95 s in steps of 10 ms. */
    public static boolean isIntervalOfV3(Duration interval) {
        return isWithin(interval, STEP_OF_V3, LONGEST_OF_V3, STEP_OF_V3);
    }

    /** Whether it is 1 to 8 visible ASCII characters. */
    public static boolean isPassword(String password) {
        return PASSWORD.matcher(password).matches();
    }

    /** Whether it is 0 to 1 h. */
    public static boolean isDelay(Duration delay) {
        return !delay.isNegative() && delay.compareTo(LONGEST_DELAY) <= 0;
    }

    /** Whether it is whole seconds, 3 s to 1 h. */
    public static boolean isLease(Duration lease) {
        return isWithin(lease, SHORTEST_LEASE, LONGEST_LEASE, STEP_OF_LEASE);
    }

    private static boolean isWithin(Duration duration, Duration least, Duration most, Duration step) {
        return duration.compareTo(least) >= 0
                && duration.compareTo(most) <= 0
                && duration.equals(step.multipliedBy(duration.dividedBy(step)));
    }
}
