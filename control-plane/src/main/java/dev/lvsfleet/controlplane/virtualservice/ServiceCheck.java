package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.HealthCheck;

/**
 * How the real servers of a service are asked whether they can serve.
 *
 * @param port where all of them are asked, 1 to 65535; 0 for each one's own
 */
public record ServiceCheck(HealthCheck how, int port) {

    /** Where this one is asked. */
    public int port(RealServer server) {
        return port == 0 ? server.port() : port;
    }
}
