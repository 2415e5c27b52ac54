/** Director groups: the directors of a group serve the same virtual services; a group is the unit of revision. */
@NullMarked
package dev.lvsfleet.controlplane.group;

import org.jspecify.annotations.NullMarked;
