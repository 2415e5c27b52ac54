/** Examines the node and says what is not as it should be, with what was read and what ends it; changes nothing. */
@NullMarked
package dev.lvsfleet.agent.doctor;

import org.jspecify.annotations.NullMarked;
