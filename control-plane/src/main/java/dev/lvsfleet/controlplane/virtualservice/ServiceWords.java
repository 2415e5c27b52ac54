package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of the API for the closed sets of the kernel. */
final class ServiceWords {

    private ServiceWords() {}

    static Scheduler scheduler(String text) {
        return one(text, Scheduler.values(), Scheduler::kernelName);
    }

    static Forwarding forwarding(String text) {
        return one(text, Forwarding.values(), ServiceWords::of);
    }

    static Protocol protocol(String text) {
        return one(text, Protocol.values(), ServiceWords::of);
    }

    static String of(Forwarding forwarding) {
        return switch (forwarding) {
            case DIRECT_ROUTING -> "dr";
            case NAT -> "nat";
            case TUNNEL -> "tun";
        };
    }

    static String of(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    private static <E> E one(String text, E[] all, Function<E, String> word) {
        return Arrays.stream(all)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Must be one of " + Arrays.stream(all).map(word).collect(Collectors.joining(", ")) + "."));
    }
}
