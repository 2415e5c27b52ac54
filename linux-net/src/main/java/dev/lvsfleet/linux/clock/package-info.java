/** What the kernel knows of how right its clock is. */
@NullMarked
package dev.lvsfleet.linux.clock;

import org.jspecify.annotations.NullMarked;
