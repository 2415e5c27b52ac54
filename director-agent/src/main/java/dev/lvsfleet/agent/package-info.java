@NullMarked
package dev.lvsfleet.agent;

import org.jspecify.annotations.NullMarked;
