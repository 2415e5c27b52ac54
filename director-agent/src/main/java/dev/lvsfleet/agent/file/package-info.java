/** Files of the state directory that are replaced whole or not at all. */
@NullMarked
package dev.lvsfleet.agent.file;

import org.jspecify.annotations.NullMarked;
