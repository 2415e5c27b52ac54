/** The topics of a site: made when they are missing, and checked. */
@NullMarked
package dev.lvsfleet.controlplane.topic;

import org.jspecify.annotations.NullMarked;
