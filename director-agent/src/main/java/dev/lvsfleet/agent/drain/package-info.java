/** Lets real servers that a document took out keep their connections for a while. */
@NullMarked
package dev.lvsfleet.agent.drain;

import org.jspecify.annotations.NullMarked;
