@NullMarked
package dev.lvsfleet.agent.baseline;

import org.jspecify.annotations.NullMarked;
