/** Virtual routers beside keepalived's: how long the role is nobody's. */
@NullMarked
package dev.lvsfleet.benchmarks.vrrp;

import org.jspecify.annotations.NullMarked;
