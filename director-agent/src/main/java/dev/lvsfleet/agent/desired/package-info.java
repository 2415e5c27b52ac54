/** The document this node must equal: taken off the bus, judged, and kept for a boot without a bus. */
@NullMarked
package dev.lvsfleet.agent.desired;

import org.jspecify.annotations.NullMarked;
