/** Network interfaces, their addresses and the default route, through routing netlink, and its word of their changes. */
@NullMarked
package dev.lvsfleet.linux.rtnetlink;

import org.jspecify.annotations.NullMarked;
