/** Generic netlink: families that are found by name, and the header of their messages. */
@NullMarked
package dev.lvsfleet.linux.genetlink;

import org.jspecify.annotations.NullMarked;
