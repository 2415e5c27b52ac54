/** Measurements of a running lab, each beside what people use today, from the same run. */
@NullMarked
package dev.lvsfleet.lab.bench;

import org.jspecify.annotations.NullMarked;
