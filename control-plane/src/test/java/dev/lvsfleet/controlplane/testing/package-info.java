/** What several packages' tests begin from. */
@NullMarked
package dev.lvsfleet.controlplane.testing;

import org.jspecify.annotations.NullMarked;
