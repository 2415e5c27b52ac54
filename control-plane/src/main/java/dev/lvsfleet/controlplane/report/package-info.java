/** Apply reports read back from the bus, the newest per director, and the records that could not be understood. */
@NullMarked
package dev.lvsfleet.controlplane.report;

import org.jspecify.annotations.NullMarked;
