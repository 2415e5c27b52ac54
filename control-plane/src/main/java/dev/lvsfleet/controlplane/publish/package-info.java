/** From the outbox to Kafka: one snapshot, compiled per node, signed, acknowledged, then forgotten. */
@NullMarked
package dev.lvsfleet.controlplane.publish;

import org.jspecify.annotations.NullMarked;
