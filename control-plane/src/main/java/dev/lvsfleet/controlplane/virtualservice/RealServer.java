package dev.lvsfleet.controlplane.virtualservice;

import java.net.InetAddress;

/**
 * One real server of a virtual service.
 *
 * @param port 1 to 65535; the service's own unless the forwarding maps ports
 * @param weight 0 to 2^31-1
 * @param upperThreshold 0 for no limit
 * @param lowerThreshold at most the upper one
 */
public record RealServer(InetAddress address, int port, int weight, int upperThreshold, int lowerThreshold) {}
