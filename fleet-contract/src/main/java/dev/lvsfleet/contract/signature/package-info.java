/** Signatures over documents: an agent obeys only what the fleet's own key has signed. */
@NullMarked
package dev.lvsfleet.contract.signature;

import org.jspecify.annotations.NullMarked;
