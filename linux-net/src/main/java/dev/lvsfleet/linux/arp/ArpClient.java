package dev.lvsfleet.linux.arp;

import static dev.lvsfleet.linux.sys.LinuxConstants.AF_PACKET;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_CLOEXEC;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_RAW;
import static dev.lvsfleet.linux.sys.LinuxConstants.SO_RCVTIMEO;

import dev.lvsfleet.linux.rtnetlink.Link;
import dev.lvsfleet.linux.rtnetlink.MacAddress;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeBuffer;
import dev.lvsfleet.linux.sys.SocketAddressCodec;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Asks everybody on an Ethernet who has an address, and hears who answers.
 *
 * <p>This host's own kernel does not hear the question, so it never answers. Takes CAP_NET_RAW. Stateless and thread-safe;
 * a question is asked in the network namespace of the calling thread.
 */
public final class ArpClient {

    private static final int LARGEST_FRAME = 2048;
    private static final long SHORTEST_WAIT_MS = 1;

    private final LinuxLibrary library;

    /** A client of the C library.
     *
     * @throws IllegalStateException as {@link LinuxLibrary#load} */
    public ArpClient() {
        this(LinuxLibrary.load());
    }

    ArpClient(LinuxLibrary library) {
        this.library = library;
    }

    /**
     * Asks once for each address and listens until the time is over, for there may be more than one answer.
     *
     * @param on an interface that is up and has a MAC address
     * @param sender who asks: an address of the interface, or 0.0.0.0. Linux answers a question of 0.0.0.0 (RFC 5227) only
     *     for addresses of the interface it comes by, any other question for every address it has
     * @param addresses of IPv4
     * @param patience how long to listen, in all
     * @return each answer once, in the order of their arrival; none from this interface itself
     * @throws SystemCallException when the kernel gives no socket, or the interface takes no frame
     * @throws IllegalArgumentException when the interface has no MAC address
     */
    public Set<ArpAnswer> ask(Link on, InetAddress sender, Collection<InetAddress> addresses, Duration patience) {
        MacAddress own = on.hardware()
                .orElseThrow(() -> new IllegalArgumentException(on.name() + " has no MAC address to ask from"));
        Set<InetAddress> asked = new HashSet<>(addresses);
        // Protocol 0 hears nothing yet: frames of other interfaces would come in before the bind.
        int descriptor = library.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
        try (NativeBuffer buffer = new NativeBuffer(LARGEST_FRAME)) {
            library.bind(descriptor, SocketAddressCodec.linkLayer(on.index(), ArpCodec.ETHERTYPE_ARP));
            asked.forEach(address -> library.send(descriptor, ArpCodec.request(own, sender, address)));
            Set<ArpAnswer> answers = new LinkedHashSet<>();
            long until = System.nanoTime() + patience.toNanos();
            for (long left = patience.toNanos(); left > 0; left = until - System.nanoTime()) {
                long wait = Math.max(SHORTEST_WAIT_MS, Duration.ofNanos(left).toMillis());
                library.setSocketTimeout(descriptor, SO_RCVTIMEO, wait);
                ArpCodec.answer(next(descriptor, buffer))
                        .filter(it ->
                                asked.contains(it.address()) && !it.owner().equals(own))
                        .ifPresent(answers::add);
            }
            return answers;
        } finally {
            library.close(descriptor);
        }
    }

    /** The next frame; empty when none came in time. */
    private byte[] next(int descriptor, NativeBuffer buffer) {
        try {
            int length = library.receive(descriptor, buffer);
            return buffer.copy(Math.min(length, buffer.capacity()));
        } catch (SystemCallException failure) {
            if (failure.errno().isPassing()) {
                return new byte[0];
            }
            throw failure;
        }
    }
}
