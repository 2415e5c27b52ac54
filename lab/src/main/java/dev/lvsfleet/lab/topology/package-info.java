/** What the lab consists of: nodes, addresses, processes; plain values that decide nothing about the machine. */
@NullMarked
package dev.lvsfleet.lab.topology;

import org.jspecify.annotations.NullMarked;
