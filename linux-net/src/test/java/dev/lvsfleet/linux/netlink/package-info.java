@NullMarked
package dev.lvsfleet.linux.netlink;

import org.jspecify.annotations.NullMarked;
