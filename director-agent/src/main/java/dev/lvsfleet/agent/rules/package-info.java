/** Folds health into the desired state: which real servers are really in each pool. */
@NullMarked
package dev.lvsfleet.agent.rules;

import org.jspecify.annotations.NullMarked;
