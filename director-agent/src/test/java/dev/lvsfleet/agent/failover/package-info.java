@NullMarked
package dev.lvsfleet.agent.failover;

import org.jspecify.annotations.NullMarked;
