@NullMarked
package dev.lvsfleet.agent.event;

import org.jspecify.annotations.NullMarked;
