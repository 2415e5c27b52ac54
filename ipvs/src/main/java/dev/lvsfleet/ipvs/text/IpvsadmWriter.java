package dev.lvsfleet.ipvs.text;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.SchedulerFlag;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a table as lines for {@code ipvsadm -R}; pure.
 *
 * <p>Unlike {@code ipvsadm -S} it writes thresholds, too. What ipvsadm refuses, or would change without a word, is left out
 * and named.
 */
public final class IpvsadmWriter {

    /** The highest threshold that ipvsadm takes; the kernel takes more. */
    private static final int HIGHEST_THRESHOLD = 0xffff;

    private final StringBuilder text = new StringBuilder();
    private final List<String> notCarried = new ArrayList<>();

    private IpvsadmWriter() {}

    /** The text of a table, services in its order and each followed by its destinations. */
    public static IpvsadmText write(IpvsTable table) {
        IpvsadmWriter writer = new IpvsadmWriter();
        table.services().values().forEach(writer::entry);
        return new IpvsadmText(writer.text.toString(), writer.notCarried);
    }

    private void entry(ServiceEntry entry) {
        VirtualService service = entry.service();
        Optional<String> obstacle = obstacle(service);
        if (obstacle.isPresent()) {
            notCarried.add("service " + service.key() + ": " + obstacle.get());
            return;
        }
        String name = ServiceWords.written(service.key());
        text.append("-A ")
                .append(name)
                .append(' ')
                .append(ServiceWords.written(service))
                .append('\n');
        for (Destination destination : entry.destinations().values()) {
            obstacle(service.key(), destination)
                    .ifPresentOrElse(
                            why -> notCarried.add(
                                    "destination " + destination.key() + " of " + service.key() + ": " + why),
                            () -> text.append("-a ")
                                    .append(name)
                                    .append(' ')
                                    .append(DestinationWords.written(destination))
                                    .append('\n'));
        }
    }

    private static Optional<String> obstacle(VirtualService service) {
        boolean notOfUdp =
                service.key() instanceof ServiceKey.Endpoint endpoint && endpoint.protocol() != TransportProtocol.UDP;
        return service.flags().contains(SchedulerFlag.ONE_PACKET) && notOfUdp
                ? Optional.of("ipvsadm takes one-packet scheduling (-o) only with UDP")
                : Optional.empty();
    }

    private static Optional<String> obstacle(ServiceKey service, Destination destination) {
        if (destination.upperThreshold() > HIGHEST_THRESHOLD) { // the lower one is at most as high
            return Optional.of("ipvsadm takes thresholds up to " + HIGHEST_THRESHOLD);
        }
        boolean mapped = service instanceof ServiceKey.Endpoint endpoint
                && endpoint.port() != destination.key().port();
        return mapped && !destination.forwarding().equals(ForwardingMethod.MASQUERADE)
                ? Optional.of("ipvsadm maps ports only with masquerading")
                : Optional.empty();
    }
}
