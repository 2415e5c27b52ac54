/** Folds health, quorum and ramps into the desired state: who really serves each service, and with which weight. */
@NullMarked
package dev.lvsfleet.agent.rules;

import org.jspecify.annotations.NullMarked;
