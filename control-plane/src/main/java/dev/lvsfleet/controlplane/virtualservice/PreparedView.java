package dev.lvsfleet.controlplane.virtualservice;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A virtual service in the answer about it alone: with what is known of its real servers' hosts.
 *
 * @param preparation one for each address among the real servers and the fallback, in their order
 */
public record PreparedView(@JsonUnwrapped ServiceView service, List<Host> preparation) {

    /**
     * The host of a real server.
     *
     * @param prepared {@code true}, {@code false}, or {@code unknown}: the fleet has no node with this address
     * @param reason what is missing, or what was found
     */
    public record Host(String address, String prepared, String reason) {}
}
