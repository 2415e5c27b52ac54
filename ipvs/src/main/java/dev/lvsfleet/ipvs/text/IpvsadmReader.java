package dev.lvsfleet.ipvs.text;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.VirtualService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads what {@code ipvsadm -S -n} wrote, or somebody in its manner; pure.
 *
 * <p>A line that cannot be carried over to the last detail is named and left out, and with it the servers of a service that
 * was. Addresses are literals and ports numbers: names are not looked up.
 */
public final class IpvsadmReader {

    private final Map<ServiceKey, VirtualService> services = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<DestinationKey, Destination>> destinations = new LinkedHashMap<>();
    private final Map<ServiceKey, SourceLine> serviceLines = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<DestinationKey, SourceLine>> destinationLines = new LinkedHashMap<>();
    private final List<NotCarried> notCarried = new ArrayList<>();

    private IpvsadmReader() {}

    /** The table that a text describes, and the lines that are not in it. */
    public static IpvsadmReading read(String text) {
        IpvsadmReader reader = new IpvsadmReader();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            reader.read(new SourceLine(i + 1, lines.get(i).strip()));
        }
        return reader.result();
    }

    private void read(SourceLine source) {
        if (source.text().isEmpty() || source.text().startsWith("#")) {
            return;
        }
        try {
            IpvsadmLine line = IpvsadmLine.of(source.text());
            if (line.has(IpvsadmOption.ADD_SERVICE)) {
                add(source, ServiceWords.service(line));
            } else if (line.has(IpvsadmOption.ADD_SERVER)) {
                add(source, line);
            } else {
                throw new InvalidLineException("it adds neither a service (-A) nor a server (-a)");
            }
        } catch (InvalidLineException | IllegalArgumentException refusal) {
            notCarried.add(source.notCarried(Objects.requireNonNull(refusal.getMessage())));
        }
    }

    private void add(SourceLine source, VirtualService service) throws InvalidLineException {
        if (services.putIfAbsent(service.key(), service) != null) {
            throw new InvalidLineException(service.key() + " is there twice");
        }
        destinations.put(service.key(), new LinkedHashMap<>());
        serviceLines.put(service.key(), source);
        destinationLines.put(service.key(), new LinkedHashMap<>());
    }

    private void add(SourceLine source, IpvsadmLine line) throws InvalidLineException {
        ServiceKey key = ServiceWords.key(line);
        Destination destination = DestinationWords.destination(line, key);
        Map<DestinationKey, Destination> known = destinations.get(key);
        if (known == null) {
            throw new InvalidLineException(key + " is not in a line before it that could be carried");
        }
        if (known.putIfAbsent(destination.key(), destination) != null) {
            throw new InvalidLineException(key + " has " + destination.key() + " twice");
        }
        Objects.requireNonNull(destinationLines.get(key)).put(destination.key(), source);
    }

    private IpvsadmReading result() {
        List<ServiceEntry> entries = new ArrayList<>();
        destinations.forEach(
                (key, all) -> entries.add(new ServiceEntry(Objects.requireNonNull(services.get(key)), all)));
        Map<ServiceKey, ServiceLines> lines = new LinkedHashMap<>();
        serviceLines.forEach((key, line) ->
                lines.put(key, new ServiceLines(line, Objects.requireNonNull(destinationLines.get(key)))));
        return new IpvsadmReading(IpvsTable.of(entries), lines, notCarried);
    }
}
