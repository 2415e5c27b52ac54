package dev.lvsfleet.ipvs;

import java.io.Serial;

/** This process cannot use the kernel's IPVS at all; the message says why and what to do. */
public final class IpvsUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public IpvsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
