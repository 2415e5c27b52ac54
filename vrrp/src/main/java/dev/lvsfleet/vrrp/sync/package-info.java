/** Virtual routers that are Active on the same node, all or none. Pure. */
@NullMarked
package dev.lvsfleet.vrrp.sync;

import org.jspecify.annotations.NullMarked;
