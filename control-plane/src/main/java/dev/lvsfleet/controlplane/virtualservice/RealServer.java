package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Tunnel;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One real server of a virtual service.
 *
 * @param port 1 to 65535; the service's own unless the forwarding maps ports; 0 where the service has none: the packet's own
 * @param weight 0 to 2^31-1
 * @param upperThreshold 0 for no limit
 * @param lowerThreshold at most the upper one
 * @param forwarding null for the service's
 * @param tunnel null for the service's
 */
public record RealServer(
        InetAddress address,
        int port,
        int weight,
        int upperThreshold,
        int lowerThreshold,
        @Nullable Forwarding forwarding,
        @Nullable Tunnel tunnel) {}
