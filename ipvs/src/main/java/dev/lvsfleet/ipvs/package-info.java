/**
 * A typed client of the kernel's IPVS tables and its value model.
 *
 * <p>Identity, settings and statistics are separate types, so that comparing what is desired with what is observed is
 * plain equality.
 */
@NullMarked
package dev.lvsfleet.ipvs;

import org.jspecify.annotations.NullMarked;
