/** Request bodies: a bounded read, then text into types once, every wrong field named. */
@NullMarked
package dev.lvsfleet.controlplane.body;

import org.jspecify.annotations.NullMarked;
