/** What to probe, as the control plane says it on the bus. */
@NullMarked
package dev.lvsfleet.health.targets;

import org.jspecify.annotations.NullMarked;
