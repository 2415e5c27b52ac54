/** The whole fleet, run for real and held to its promises. */
@NullMarked
package dev.lvsfleet.lab.endtoend;

import org.jspecify.annotations.NullMarked;
