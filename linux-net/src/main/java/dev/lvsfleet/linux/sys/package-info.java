/** The C calls this product makes, and their errno; the only code that imports {@code java.lang.foreign}. */
@NullMarked
package dev.lvsfleet.linux.sys;

import org.jspecify.annotations.NullMarked;
