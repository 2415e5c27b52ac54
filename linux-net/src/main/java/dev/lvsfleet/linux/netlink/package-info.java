/** Netlink datagrams: framing, attributes, acknowledged batches and dumps, over a transport that tests can replace. */
@NullMarked
package dev.lvsfleet.linux.netlink;

import org.jspecify.annotations.NullMarked;
