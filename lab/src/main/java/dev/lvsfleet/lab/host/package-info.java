/** The machine the lab runs on: its packages, its kernel, its network namespaces and this checkout. */
@NullMarked
package dev.lvsfleet.lab.host;

import org.jspecify.annotations.NullMarked;
