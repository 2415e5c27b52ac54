/** What the service is doing, over HTTP. */
@NullMarked
package dev.lvsfleet.health.status;

import org.jspecify.annotations.NullMarked;
