/**
 * What a virtual router does over and over while nothing happens, without the machine and without a byte of the heap.
 *
 * <p>{@link dev.lvsfleet.vrrp.election.VrrpMachine} is the one truth, and nobody has to know of this package to understand
 * it. But almost all that a virtual router lives through is the same: an Active says again what it said, a Backup hears
 * again what it heard. For each of these the machine makes a new state that differs from the one before in a moment or two.
 *
 * <p>So {@link dev.lvsfleet.vrrp.steady.SteadyRules} reads off a state what repeats from there, its
 * {@link dev.lvsfleet.vrrp.steady.Rhythm}, and under which conditions one more <em>beat</em> of it is all that the machine
 * would make of an input. {@link dev.lvsfleet.vrrp.steady.SteadyBeat} takes such beats, and keeps the moments of the last
 * one as numbers. When anything else happens, the state is brought up to the present first, and the machine steps as
 * always. That both come to the same, in each effect and in each state, is tested beside the machine alone.
 */
@NullMarked
package dev.lvsfleet.vrrp.steady;

import org.jspecify.annotations.NullMarked;
