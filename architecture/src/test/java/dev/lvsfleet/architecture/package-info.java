/** The boundaries of the system as tests: what may use what, what is pure, how things are named, how long they may be. */
@NullMarked
package dev.lvsfleet.architecture;

import org.jspecify.annotations.NullMarked;
