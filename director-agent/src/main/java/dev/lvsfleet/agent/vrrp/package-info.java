/** Runs virtual routers: gives the pure machine its packets, moments and links, and does what it says. */
@NullMarked
package dev.lvsfleet.agent.vrrp;

import org.jspecify.annotations.NullMarked;
