/** Asks on the wire who has an IPv4 address. */
@NullMarked
package dev.lvsfleet.linux.arp;

import org.jspecify.annotations.NullMarked;
