/** Makes the kernel equal to what is in effect and keeps it equal: observe, plan, apply, report. */
@NullMarked
package dev.lvsfleet.agent.reconcile;

import org.jspecify.annotations.NullMarked;
