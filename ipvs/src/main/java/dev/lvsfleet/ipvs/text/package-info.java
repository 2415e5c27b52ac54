/** The text that {@code ipvsadm -S -n} writes and {@code ipvsadm -R} reads; pure. */
@NullMarked
package dev.lvsfleet.ipvs.text;

import org.jspecify.annotations.NullMarked;
