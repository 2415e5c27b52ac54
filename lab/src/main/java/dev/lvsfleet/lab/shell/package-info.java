/** Running commands in a node, wherever the node is: a network namespace of this machine or a guest. */
@NullMarked
package dev.lvsfleet.lab.shell;

import org.jspecify.annotations.NullMarked;
