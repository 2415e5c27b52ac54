/** Addresses of network interfaces, through routing netlink. */
@NullMarked
package dev.lvsfleet.linux.rtnetlink;

import org.jspecify.annotations.NullMarked;
