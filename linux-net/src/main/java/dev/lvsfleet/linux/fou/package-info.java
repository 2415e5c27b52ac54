/** Tunnels in UDP: the ports at which the kernel unwraps them. */
@NullMarked
package dev.lvsfleet.linux.fou;

import org.jspecify.annotations.NullMarked;
