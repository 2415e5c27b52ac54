package dev.lvsfleet.contract;

import java.net.InetAddress;

/**
 * One thing to probe, however many virtual services use it; a tombstone on the bus ends the probing.
 *
 * @param schema {@link #SCHEMA}
 * @param id derived from the address, the port and the check, so that equal checks share one probe
 * @param address where to connect
 * @param port where to connect, 1 to 65535
 */
public record ProbeTarget(int schema, String id, InetAddress address, int port, HealthCheck check)
        implements ContractRecord {

    public static final int SCHEMA = 1;

    @Override
    public String key() {
        return id;
    }
}
