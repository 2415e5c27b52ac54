package dev.lvsfleet.lab.process;

import dev.lvsfleet.lab.shell.NodeShell;
import java.net.InetAddress;

/**
 * Where a process of the lab runs.
 *
 * @param shell starts and signals it there
 * @param namespace the namespace from which its ports can be asked
 * @param address where, seen from that namespace, it listens
 */
public record ProcessPlace(NodeShell shell, String namespace, InetAddress address) {}
