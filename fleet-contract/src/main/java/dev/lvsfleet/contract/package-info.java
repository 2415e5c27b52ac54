/**
 * What crosses the bus between the control plane, the agents and the health service: one record per topic, the topics'
 * names and clean-up policies, the JSON codec and the signatures.
 *
 * <p>Readers are tolerant (an unknown property is ignored), writers are strict, and every record states its schema.
 * What JSON may leave null and the record may not is refused where the record is made.
 */
@NullMarked
package dev.lvsfleet.contract;

import org.jspecify.annotations.NullMarked;
