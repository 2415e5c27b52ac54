/** VRRP advertisements as values: RFC 9568 (version 3, IPv4 and IPv6) and RFC 3768 (version 2). Pure; bytes are passed in. */
@NullMarked
package dev.lvsfleet.vrrp.packet;

import org.jspecify.annotations.NullMarked;
