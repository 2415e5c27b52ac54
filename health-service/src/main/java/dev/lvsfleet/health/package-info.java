/** Probes each of a site's targets once and tells the site's directors when one goes down or comes back. */
@NullMarked
package dev.lvsfleet.health;

import org.jspecify.annotations.NullMarked;
