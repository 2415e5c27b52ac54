package dev.lvsfleet.agent.rules;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.agent.rules.PoolState.Member;
import dev.lvsfleet.contract.AddressLiteralModule;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps in {@code pools.json} who is down and who is out, and which pools have their quorum, so that a restart of the agent
 * changes nobody's place. Ramps are not kept: a restart ends them. Not thread-safe; one thread owns it.
 */
public final class PoolStore {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new AddressLiteralModule())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final AtomicFile file;

    public PoolStore(Path stateDirectory) {
        this.file = new AtomicFile(stateDirectory.resolve("pools.json"));
    }

    record PoolFile(List<KeptPool> pools) {}

    /** The real servers of a pool that are not simply up. */
    record KeptPool(ServiceEndpoint endpoint, boolean quorum, List<KeptMember> pool, List<KeptMember> fallback) {

        static KeptPool of(ServiceEndpoint endpoint, PoolState state) {
            return new KeptPool(endpoint, state.quorum(), members(state.pool()), members(state.fallback()));
        }

        private static List<KeptMember> members(Map<Backend, Member> members) {
            return members.entrySet().stream()
                    .map(it -> new KeptMember(
                            it.getKey().address(),
                            it.getKey().port(),
                            it.getValue().down(),
                            it.getValue().out()))
                    .toList();
        }

        PoolState state() {
            return new PoolState(members(pool), members(fallback), quorum, false);
        }

        private static Map<Backend, Member> members(List<KeptMember> kept) {
            Map<Backend, Member> members = new HashMap<>();
            kept.forEach(
                    it -> members.put(new Backend(it.address(), it.port()), new Member(it.down(), it.out(), null)));
            return members;
        }
    }

    record KeptMember(InetAddress address, int port, boolean down, boolean out) {}

    /** The pools as they were; none when nothing was kept.
     *
     * @throws IOException when the file cannot be read or is damaged; the message names it */
    public Pools read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Pools.NONE;
        }
        try {
            Map<ServiceEndpoint, PoolState> pools = new HashMap<>();
            JSON.readValue(content.get(), PoolFile.class).pools().forEach(it -> pools.put(it.endpoint(), it.state()));
            return new Pools(pools);
        } catch (IOException | RuntimeException e) {
            throw new IOException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Returns when the pools would survive a power cut; takes those that are {@link Pools#lasting()}. */
    public void write(Pools pools) throws IOException {
        file.write(JSON.writeValueAsBytes(new PoolFile(pools.byEndpoint().entrySet().stream()
                .map(it -> KeptPool.of(it.getKey(), it.getValue()))
                .toList())));
    }
}
