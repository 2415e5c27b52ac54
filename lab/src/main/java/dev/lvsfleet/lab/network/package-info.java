/** The lab's wires: network namespaces, the bridge that joins them, and the door into them for sockets. */
@NullMarked
package dev.lvsfleet.lab.network;

import org.jspecify.annotations.NullMarked;
