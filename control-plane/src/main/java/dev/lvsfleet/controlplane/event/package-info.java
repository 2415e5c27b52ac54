/** The fleet's events read back from the bus, the newest ten thousand. */
@NullMarked
package dev.lvsfleet.controlplane.event;

import org.jspecify.annotations.NullMarked;
