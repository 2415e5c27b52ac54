/** What to probe, as the control plane says it on the bus. */
@NullMarked
package dev.lvsfleet.health.target;

import org.jspecify.annotations.NullMarked;
