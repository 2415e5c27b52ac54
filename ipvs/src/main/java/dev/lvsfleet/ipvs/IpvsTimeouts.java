package dev.lvsfleet.ipvs;

/**
 * How long the kernel remembers an idle connection, in seconds.
 *
 * @param tcp of an established TCP connection; 900 unless it was set
 * @param tcpFin of a TCP connection after a FIN; 120 unless it was set
 * @param udp of an exchange over UDP; 300 unless it was set
 */
public record IpvsTimeouts(int tcp, int tcpFin, int udp) {

    /** Stands, in what is set, for a timeout that stays as it is. */
    public static final int UNCHANGED = 0;

    public IpvsTimeouts {
        if (tcp < 0 || tcpFin < 0 || udp < 0) {
            throw new IllegalArgumentException(
                    "timeouts of " + tcp + ", " + tcpFin + " and " + udp + " s are not all 0 or more");
        }
    }
}
