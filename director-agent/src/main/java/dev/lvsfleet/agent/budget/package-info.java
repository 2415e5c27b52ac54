/** Bounds what one document may take away from a node. */
@NullMarked
package dev.lvsfleet.agent.budget;

import org.jspecify.annotations.NullMarked;
