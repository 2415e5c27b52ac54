/** Asking the targets: one probe per target and moment, each bounded in time, all on one event loop. */
@NullMarked
package dev.lvsfleet.health.probe;

import org.jspecify.annotations.NullMarked;
