/** A director on a User-Mode Linux kernel: its boot, and the channel through which commands run in it. */
@NullMarked
package dev.lvsfleet.lab.guest;

import org.jspecify.annotations.NullMarked;
