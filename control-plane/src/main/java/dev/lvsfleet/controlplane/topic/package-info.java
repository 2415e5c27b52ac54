/** The topics of a site: made once, checked at every start. */
@NullMarked
package dev.lvsfleet.controlplane.topic;

import org.jspecify.annotations.NullMarked;
