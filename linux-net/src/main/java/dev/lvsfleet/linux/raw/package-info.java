/** Packets below UDP and TCP, and what a thread needs that serves many of them in time. */
@NullMarked
package dev.lvsfleet.linux.raw;

import org.jspecify.annotations.NullMarked;
