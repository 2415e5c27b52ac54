/** The pure planner, measured by JMH. */
@NullMarked
package dev.lvsfleet.benchmarks.planner;

import org.jspecify.annotations.NullMarked;
