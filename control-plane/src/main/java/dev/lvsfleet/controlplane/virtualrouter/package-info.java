/**
 * Virtual routers: which addresses one director of a group holds at a time, who may, and by what rules it is elected. Stated once
 * and compiled for each director, so that the two sides of a pair cannot drift apart.
 */
@NullMarked
package dev.lvsfleet.controlplane.virtualrouter;

import org.jspecify.annotations.NullMarked;
