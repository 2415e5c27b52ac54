/** What the agent's tests share. */
@NullMarked
package dev.lvsfleet.agent.testing;

import org.jspecify.annotations.NullMarked;
