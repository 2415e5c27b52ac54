/** The guide's networks on real kernels on one machine: {@code ./fleet lab}. */
@NullMarked
package dev.lvsfleet.lab;

import org.jspecify.annotations.NullMarked;
