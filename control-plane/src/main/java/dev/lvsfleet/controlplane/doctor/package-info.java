/** What the agents found when they examined their nodes, for the whole fleet. */
@NullMarked
package dev.lvsfleet.controlplane.doctor;

import org.jspecify.annotations.NullMarked;
