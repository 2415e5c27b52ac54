/** Decides which operations turn an observed IPVS table into a desired one; pure. */
@NullMarked
package dev.lvsfleet.ipvs.plan;

import org.jspecify.annotations.NullMarked;
