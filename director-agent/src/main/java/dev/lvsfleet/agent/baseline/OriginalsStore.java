package dev.lvsfleet.agent.baseline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps what the node was before it was prepared in {@code baseline.json}. Not thread-safe; one thread owns it. */
public final class OriginalsStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

    private final AtomicFile file;

    public OriginalsStore(Path stateDirectory) {
        this.file = new AtomicFile(stateDirectory.resolve("baseline.json"));
    }

    record KeptFile(
            List<KeptSetting> settings,
            List<KeptDevice> devices,
            @Nullable List<KeptListener> listeners,
            List<KeptAddress> addresses,
            @Nullable KeptReplacement route) {}

    record KeptSetting(String key, String before, String given) {}

    record KeptDevice(String name, Originals.Claim claim) {}

    record KeptListener(boolean ipv6, int port) {}

    record KeptAddress(String address, int prefixLength, String networkInterface) {}

    record KeptReplacement(@Nullable KeptRoute before, KeptRoute given) {}

    record KeptRoute(boolean ipv6, @Nullable String gateway, int interfaceIndex, long metric) {}

    /** What was kept; nothing when no file was ever written.
     *
     * @throws IOException when the file cannot be read or is damaged; the message names it */
    public Originals read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Originals.NONE;
        }
        try {
            return originals(JSON.readValue(content.get(), KeptFile.class));
        } catch (IOException | RuntimeException e) {
            throw new IOException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Keeps a file that cannot be read as {@code baseline.json.damaged}, out of the way of the next claim. */
    public void setAside() throws IOException {
        file.setAside();
    }

    /** Returns when it would survive a power cut. */
    public void write(Originals originals) throws IOException {
        file.write(WRITER.writeValueAsBytes(kept(originals)));
    }

    private static Originals originals(KeptFile kept) {
        return new Originals(
                kept.settings().stream()
                        .collect(Collectors.toMap(
                                it -> SysctlKey.parse(it.key()), it -> new Originals.Value(it.before(), it.given()))),
                kept.devices().stream().collect(Collectors.toMap(KeptDevice::name, KeptDevice::claim)),
                // A file of an earlier release has none.
                Objects.requireNonNullElse(kept.listeners(), List.<KeptListener>of()).stream()
                        .map(it -> new GueListener(it.ipv6(), it.port()))
                        .collect(Collectors.toSet()),
                kept.addresses().stream()
                        .map(it -> new DesiredAddress(
                                InetAddress.ofLiteral(it.address()), it.prefixLength(), it.networkInterface()))
                        .collect(Collectors.toSet()),
                Optional.ofNullable(kept.route())
                        .map(it -> new Originals.Route(
                                Optional.ofNullable(it.before()).map(OriginalsStore::route), route(it.given()))));
    }

    private static KeptFile kept(Originals originals) {
        return new KeptFile(
                originals.settings().entrySet().stream()
                        .map(it -> new KeptSetting(
                                it.getKey().toString(),
                                it.getValue().before(),
                                it.getValue().given()))
                        .sorted(Comparator.comparing(KeptSetting::key))
                        .toList(),
                originals.devices().entrySet().stream()
                        .map(it -> new KeptDevice(it.getKey(), it.getValue()))
                        .sorted(Comparator.comparing(KeptDevice::name))
                        .toList(),
                originals.listeners().stream()
                        .sorted(Comparator.comparing(GueListener::toString))
                        .map(it -> new KeptListener(it.ipv6(), it.port()))
                        .toList(),
                originals.addresses().stream()
                        .map(it ->
                                new KeptAddress(AddressText.of(it.address()), it.prefixLength(), it.networkInterface()))
                        .sorted(Comparator.comparing(KeptAddress::address))
                        .toList(),
                originals
                        .route()
                        .map(it -> new KeptReplacement(
                                it.before().map(OriginalsStore::kept).orElse(null), kept(it.given())))
                        .orElse(null));
    }

    private static DefaultRoute route(KeptRoute kept) {
        InetAddress gateway = kept.gateway() == null ? null : InetAddress.ofLiteral(kept.gateway());
        return new DefaultRoute(kept.ipv6(), gateway, kept.interfaceIndex(), kept.metric());
    }

    private static KeptRoute kept(DefaultRoute route) {
        String gateway = route.gateway() == null ? null : AddressText.of(route.gateway());
        return new KeptRoute(route.ipv6(), gateway, route.interfaceIndex(), route.metric());
    }
}
