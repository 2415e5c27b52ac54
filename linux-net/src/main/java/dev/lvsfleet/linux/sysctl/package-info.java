/** Settings of the kernel under {@code /proc/sys}, by typed keys and without a shell. */
@NullMarked
package dev.lvsfleet.linux.sysctl;

import org.jspecify.annotations.NullMarked;
