/** Asks on the wire who has an IPv4 address, and says there who has. */
@NullMarked
package dev.lvsfleet.linux.arp;

import org.jspecify.annotations.NullMarked;
