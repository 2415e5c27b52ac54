/** Sends records to the bus without ever making their author wait. */
@NullMarked
package dev.lvsfleet.agent.outbox;

import org.jspecify.annotations.NullMarked;
