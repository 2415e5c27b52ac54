@NullMarked
package dev.lvsfleet.agent.listening;

import org.jspecify.annotations.NullMarked;
