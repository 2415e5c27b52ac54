/** The programs that run on the nodes: their configuration files and command lines. */
@NullMarked
package dev.lvsfleet.lab.server;

import org.jspecify.annotations.NullMarked;
