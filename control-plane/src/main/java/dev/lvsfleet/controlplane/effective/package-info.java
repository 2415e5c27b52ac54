/** What the directors say that their kernels hold of a virtual service, and whether it is what the operator asked for. */
@NullMarked
package dev.lvsfleet.controlplane.effective;

import org.jspecify.annotations.NullMarked;
