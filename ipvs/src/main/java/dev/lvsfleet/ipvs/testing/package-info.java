/** A kernel of bytes: the IPVS part of Linux for tests, held to the real one by the contract suite. */
@NullMarked
package dev.lvsfleet.ipvs.testing;

import org.jspecify.annotations.NullMarked;
