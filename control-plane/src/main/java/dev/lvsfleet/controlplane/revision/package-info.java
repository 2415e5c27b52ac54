/** The fleet-wide order of changes: revisions, versions, entity tags and the outbox that carries a change to the relay. */
@NullMarked
package dev.lvsfleet.controlplane.revision;

import org.jspecify.annotations.NullMarked;
