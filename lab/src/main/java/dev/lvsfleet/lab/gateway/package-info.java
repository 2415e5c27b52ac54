/** The door from the host's loopback address to the lab's network. */
@NullMarked
package dev.lvsfleet.lab.gateway;

import org.jspecify.annotations.NullMarked;
