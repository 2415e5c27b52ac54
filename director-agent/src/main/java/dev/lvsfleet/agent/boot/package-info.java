/** Puts the agent together: settings, what an earlier run left on disk, and the bus's channels. */
@NullMarked
package dev.lvsfleet.agent.boot;

import org.jspecify.annotations.NullMarked;
