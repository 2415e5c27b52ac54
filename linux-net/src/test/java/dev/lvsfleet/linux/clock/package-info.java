@NullMarked
package dev.lvsfleet.linux.clock;

import org.jspecify.annotations.NullMarked;
