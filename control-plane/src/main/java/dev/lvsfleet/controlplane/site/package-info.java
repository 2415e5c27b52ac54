/** Sites: the data centers, each with its own topics. */
@NullMarked
package dev.lvsfleet.controlplane.site;

import org.jspecify.annotations.NullMarked;
