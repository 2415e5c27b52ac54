/** Tests of the whole agent. */
@NullMarked
package dev.lvsfleet.agent;

import org.jspecify.annotations.NullMarked;
