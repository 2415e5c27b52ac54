/**
 * Elections: who of a group holds what, as its members report it, and switch-overs from the wish to what became of it. Stands on
 * {@code group} and {@code virtualrouter}, which know nothing of it.
 */
@NullMarked
package dev.lvsfleet.controlplane.election;

import org.jspecify.annotations.NullMarked;
