/** What tests put in the place of a node: byte-level fakes of netlink, and a network namespace of their own. */
@NullMarked
package dev.lvsfleet.linux.testing;

import org.jspecify.annotations.NullMarked;
