package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.vrrp.packet.PacketWriter;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends what one virtual router says, to the group or to each peer; what it said before is not encoded again. For one thread. */
final class Advertiser implements AutoCloseable {

    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");
    private static final InetAddress GROUP_SIX = InetAddress.ofLiteral("ff02::12");

    private final RouterSettings settings;
    private final List<InetAddress> destinations;
    private final List<Port.Sender> senders = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();
    private @Nullable VrrpPacket encoded;
    private Errno refusal = Errno.NONE;

    Advertiser(RouterSettings settings, Port port) {
        this.settings = settings;
        this.destinations = settings.peers().orElseGet(() -> List.of(group(settings)));
        destinations.forEach(
                destination -> senders.add(port.sender(settings.election().source(), destination)));
    }

    /** Where a virtual router without peers speaks to. */
    static InetAddress group(RouterSettings settings) {
        return settings.isIpv6() ? GROUP_SIX : GROUP;
    }

    /** Whether the kernel took it, for one peer at least if there are any; {@link #refusal} says why not. */
    boolean send(VrrpPacket packet) {
        if (!packet.equals(encoded)) {
            encode(packet);
        }
        boolean sent = senders.isEmpty();
        for (int i = 0; i < senders.size(); i++) {
            Errno result = senders.get(i).send(messages.get(i));
            if (result.equals(Errno.NONE)) {
                sent = true;
            } else {
                refusal = result;
            }
        }
        return sent;
    }

    /** Why something was not sent last. */
    Errno refusal() {
        return refusal;
    }

    private void encode(VrrpPacket packet) {
        messages.clear();
        for (InetAddress destination : destinations) {
            InetAddress source = settings.election().source();
            messages.add(PacketWriter.write(packet, settings.checksum(), source, destination));
        }
        encoded = packet;
    }

    @Override
    public void close() {
        senders.forEach(Port.Sender::close);
        senders.clear();
    }
}
