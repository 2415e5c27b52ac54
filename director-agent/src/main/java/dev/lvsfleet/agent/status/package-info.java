/** What the agent says of itself over HTTP: status, health and metrics. */
@NullMarked
package dev.lvsfleet.agent.status;

import org.jspecify.annotations.NullMarked;
