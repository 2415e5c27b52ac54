/** Many nodes, one link and no real time: the machines run against a network that loses, delays, doubles and splits. */
@NullMarked
package dev.lvsfleet.vrrp.simulation;

import org.jspecify.annotations.NullMarked;
