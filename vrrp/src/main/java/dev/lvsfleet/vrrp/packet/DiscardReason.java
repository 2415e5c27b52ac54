package dev.lvsfleet.vrrp.packet;

/** Why bytes were not obeyed, in the order in which it is looked for. Sources: RFC 9568 and RFC 3768, section 7.1 each. */
public enum DiscardReason {
    /** Less than the fixed fields. */
    TOO_SHORT,
    /** Neither 2 nor 3, or 2 over IPv6. */
    UNKNOWN_VERSION,
    /** No advertisement. */
    UNKNOWN_TYPE,
    /** The count of addresses is zero (RFC 9568, section 5.2.5). */
    NO_ADDRESS,
    /** Not as long as the count of addresses says. */
    WRONG_LENGTH,
    /** Damaged on the way, or summed in a form that nobody uses. */
    WRONG_CHECKSUM,
    /** A virtual router's id of zero. */
    NO_ROUTER_ID,
    /** An interval of zero, which no timer can be made of. */
    NO_INTERVAL,
    /** Version 2 with an authentication that is neither none nor a simple password. */
    UNKNOWN_AUTHENTICATION,
    /** Its time to live shows that it came from elsewhere than this link. */
    WRONG_TIME_TO_LIVE,
    /** Our own, back again. */
    OWN_SOURCE,
    /** From none of the configured peers. */
    UNKNOWN_SOURCE,
    /** For another virtual router. */
    OTHER_ROUTER_ID,
    /** Another version of the protocol than this virtual router has. */
    OTHER_VERSION,
    /** Version 2, authenticated otherwise than configured. */
    OTHER_AUTHENTICATION,
    /** Version 2, another interval than configured: nothing can be learned there (RFC 3768, section 7.1). */
    OTHER_INTERVAL
}
