/** Byte-level fakes of the kernel's side of netlink. */
@NullMarked
package dev.lvsfleet.linux.testing;

import org.jspecify.annotations.NullMarked;
