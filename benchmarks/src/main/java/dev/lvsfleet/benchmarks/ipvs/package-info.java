/** How fast a kernel's IPVS table is filled, changed and verified: by us, by peers, and at its limit. */
@NullMarked
package dev.lvsfleet.benchmarks.ipvs;

import org.jspecify.annotations.NullMarked;
