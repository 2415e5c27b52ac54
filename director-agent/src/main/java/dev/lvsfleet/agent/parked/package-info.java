/** Keeps the records from the bus that were not understood. */
@NullMarked
package dev.lvsfleet.agent.parked;

import org.jspecify.annotations.NullMarked;
