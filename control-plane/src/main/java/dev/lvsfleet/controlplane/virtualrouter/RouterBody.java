package dev.lvsfleet.controlplane.virtualrouter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Advertising;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Member;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Preemption;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Safety;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A virtual router in the words of the API, every default said; this is also what the column {@code spec} holds. */
public record RouterBody(
        String name,
        String group,
        int vrid,
        int vrrpVersion,
        List<String> addresses,
        String advertInterval,
        boolean preempt,
        String preemptDelay,
        String startupDelay,
        String transport,
        @Nullable String password,
        @Nullable String syncGroup,
        String lease,
        String whenUnable,
        boolean yieldWithoutQuorum,
        List<MemberBody> members,
        List<String> otherPeers) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A member in the words of the API; without an interface it is on its director's. */
    @JsonInclude(Include.NON_NULL)
    public record MemberBody(
            String director,
            int priority,
            String source,
            @Nullable String networkInterface) {}

    static RouterBody of(RouterSpec spec) {
        return new RouterBody(
                spec.name(),
                spec.group(),
                spec.vrid(),
                spec.advertising().version(),
                texts(spec.addresses()),
                DurationText.format(spec.advertising().interval()),
                spec.preemption().preempt(),
                DurationText.format(spec.preemption().delay()),
                DurationText.format(spec.preemption().startupDelay()),
                spec.advertising().transport().word(),
                spec.advertising().password(),
                spec.syncGroup(),
                DurationText.format(spec.safety().lease()),
                spec.safety().whenUnable().word(),
                spec.safety().yieldWithoutQuorum(),
                spec.members().stream()
                        .map(it -> new MemberBody(
                                it.director(), it.priority(), AddressText.of(it.source()), it.networkInterface()))
                        .toList(),
                texts(spec.otherPeers()));
    }

    RouterSpec spec() {
        return new RouterSpec(
                name,
                group,
                vrid,
                literals(addresses),
                new Advertising(
                        vrrpVersion, DurationText.stored(advertInterval), RouterWords.transport(transport), password),
                new Preemption(preempt, DurationText.stored(preemptDelay), DurationText.stored(startupDelay)),
                new Safety(DurationText.stored(lease), RouterWords.whenUnable(whenUnable), yieldWithoutQuorum),
                syncGroup,
                members.stream()
                        .map(it -> new Member(
                                it.director(),
                                it.priority(),
                                InetAddress.ofLiteral(it.source()),
                                it.networkInterface()))
                        .toList(),
                literals(otherPeers));
    }

    /** The column {@code spec} for a virtual router. */
    static String stored(RouterSpec spec) {
        try {
            return MAPPER.writeValueAsString(of(spec));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write virtual router " + spec.name() + " as JSON", e);
        }
    }

    /** The virtual router that the column {@code spec} holds. */
    public static RouterSpec read(String stored) {
        try {
            return MAPPER.readValue(stored, RouterBody.class).spec();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The column spec holds what this version never wrote", e);
        }
    }

    private static List<String> texts(List<InetAddress> addresses) {
        return addresses.stream().map(AddressText::of).toList();
    }

    private static List<InetAddress> literals(List<String> texts) {
        return texts.stream().map(InetAddress::ofLiteral).toList();
    }
}
