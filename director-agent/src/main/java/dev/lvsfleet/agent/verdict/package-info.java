/** What the health service says of probe targets, kept across restarts. */
@NullMarked
package dev.lvsfleet.agent.verdict;

import org.jspecify.annotations.NullMarked;
