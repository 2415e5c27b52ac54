/** The entry point of {@code ./fleet bench ipvs} and {@code ./fleet bench planner}. */
@NullMarked
package dev.lvsfleet.benchmarks;

import org.jspecify.annotations.NullMarked;
