/** Who is Active: one virtual router as a pure machine (RFC 9568, section 6). The clock's readings are passed in. */
@NullMarked
package dev.lvsfleet.vrrp.election;

import org.jspecify.annotations.NullMarked;
