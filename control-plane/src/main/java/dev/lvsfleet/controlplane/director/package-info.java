/** Directors: the nodes of a group, and how far each one has come. */
@NullMarked
package dev.lvsfleet.controlplane.director;

import org.jspecify.annotations.NullMarked;
