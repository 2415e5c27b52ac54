/** Who may call the API, and the keys and the token that exist from the first start. */
@NullMarked
package dev.lvsfleet.controlplane.access;

import org.jspecify.annotations.NullMarked;
