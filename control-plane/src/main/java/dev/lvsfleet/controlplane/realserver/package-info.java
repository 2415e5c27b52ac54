/** Real servers as nodes of the fleet: which hosts an agent prepares, for what, and how far each one has come. */
@NullMarked
package dev.lvsfleet.controlplane.realserver;

import org.jspecify.annotations.NullMarked;
