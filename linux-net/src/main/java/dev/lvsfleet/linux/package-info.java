/** The Linux kernel's network interfaces, as far as the fleet needs them; the only user of {@code java.lang.foreign}. */
@NullMarked
package dev.lvsfleet.linux;

import org.jspecify.annotations.NullMarked;
