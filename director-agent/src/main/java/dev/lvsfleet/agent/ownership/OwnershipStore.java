package dev.lvsfleet.agent.ownership;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.AddressFamily;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what is owned in {@code ownership.json}. Not thread-safe; one thread owns it. */
public final class OwnershipStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicFile file;

    public OwnershipStore(Path stateDirectory) {
        this.file = new AtomicFile(stateDirectory.resolve("ownership.json"));
    }

    record OwnedFile(List<OwnedService> services, List<OwnedAddress> addresses) {}

    /**
     * A service by address and port, or by firewall mark: the others' fields are absent then. Files from before there were
     * firewall marks have the first kind alone.
     *
     * @param protocol absent for a firewall mark
     * @param family of a firewall mark alone, as its mark
     */
    record OwnedService(
            @Nullable String protocol,
            @Nullable String address,
            @Nullable Integer port,
            @Nullable String family,
            @Nullable Long firewallMark,
            boolean owned,
            List<Endpoint> destinations) {

        ServiceKey key() {
            if (firewallMark != null && family != null) {
                return new ServiceKey.FirewallMark(
                        AddressFamily.valueOf(family), Integer.parseUnsignedInt(firewallMark.toString()));
            }
            if (protocol == null || address == null || port == null) {
                throw new IllegalArgumentException("a service has neither an address nor a firewall mark");
            }
            return new ServiceKey.Endpoint(TransportProtocol.valueOf(protocol), InetAddress.ofLiteral(address), port);
        }
    }

    record Endpoint(String address, int port) {}

    record OwnedAddress(String address, int prefixLength, String networkInterface) {}

    /** What was owned; nothing when no file was ever written.
     *
     * @throws IOException when the file cannot be read or is damaged; the message names it */
    public Possessions read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Possessions.NONE;
        }
        try {
            return possessions(JSON.readValue(content.get(), OwnedFile.class));
        } catch (IOException | RuntimeException e) {
            throw new IOException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Keeps a file that cannot be read as {@code ownership.json.damaged}, out of the way of the next claim. */
    public void setAside() throws IOException {
        file.setAside();
    }

    /** Returns when the claims would survive a power cut. */
    public void write(Possessions owned) throws IOException {
        file.write(text(owned));
    }

    private static Possessions possessions(OwnedFile read) {
        Set<ServiceKey> services = new HashSet<>();
        Set<OwnedDestination> destinations = new HashSet<>();
        for (OwnedService service : read.services()) {
            ServiceKey key = service.key();
            if (service.owned()) {
                services.add(key);
            }
            for (Endpoint it : service.destinations()) {
                destinations.add(
                        new OwnedDestination(key, new DestinationKey(InetAddress.ofLiteral(it.address()), it.port())));
            }
        }
        Set<DesiredAddress> addresses = new HashSet<>();
        for (OwnedAddress it : read.addresses()) {
            addresses.add(
                    new DesiredAddress(InetAddress.ofLiteral(it.address()), it.prefixLength(), it.networkInterface()));
        }
        return new Possessions(new Ownership(services, destinations), addresses);
    }

    private static byte[] text(Possessions owned) throws IOException {
        Map<ServiceKey, List<DestinationKey>> destinations = new HashMap<>();
        owned.entries().services().forEach(key -> destinations.put(key, new ArrayList<>()));
        owned.entries()
                .destinations()
                .forEach(it -> destinations
                        .computeIfAbsent(it.service(), _ -> new ArrayList<>())
                        .add(it.destination()));
        Map<String, ServiceKey> ordered = new TreeMap<>(); // by name, for people
        destinations.keySet().forEach(key -> ordered.put(key.toString(), key));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        // By hand: of a large table this is the most of what its first pass has to do beside the kernel.
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("services");
            for (ServiceKey key : ordered.values()) {
                boolean itself = owned.entries().services().contains(key);
                service(json, key, itself, destinations.getOrDefault(key, List.of()));
            }
            json.writeEndArray();
            json.writePOJOField("addresses", addresses(owned));
            json.writeEndObject();
        }
        return text.toByteArray();
    }

    private static void service(JsonGenerator json, ServiceKey key, boolean owned, List<DestinationKey> destinations)
            throws IOException {
        json.writeRaw('\n'); // a line for each, for people
        json.writeStartObject();
        switch (key) {
            case ServiceKey.Endpoint(TransportProtocol protocol, InetAddress address, int port) -> {
                json.writeStringField("protocol", protocol.name());
                json.writeStringField("address", address.getHostAddress());
                json.writeNumberField("port", port);
            }
            case ServiceKey.FirewallMark(AddressFamily family, int mark) -> {
                json.writeStringField("family", family.name());
                json.writeNumberField("firewallMark", Integer.toUnsignedLong(mark));
            }
        }
        json.writeBooleanField("owned", owned);
        json.writeArrayFieldStart("destinations");
        for (DestinationKey destination : destinations) {
            json.writeStartObject();
            json.writeStringField("address", destination.address().getHostAddress());
            json.writeNumberField("port", destination.port());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static List<OwnedAddress> addresses(Possessions owned) {
        return owned.addresses().stream()
                .map(it -> new OwnedAddress(it.address().getHostAddress(), it.prefixLength(), it.networkInterface()))
                .toList();
    }
}
