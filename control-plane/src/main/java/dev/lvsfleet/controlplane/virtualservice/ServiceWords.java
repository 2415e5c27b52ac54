package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.PersistenceEngine;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.contract.WhenDown;
import dev.lvsfleet.controlplane.body.Given;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the API for the closed sets of the kernel and of the fleet. */
final class ServiceWords {

    private ServiceWords() {}

    static Scheduler scheduler(String text) {
        return one(text, Scheduler.values(), Scheduler::kernelName);
    }

    static SchedulerFlag flag(String text) {
        return one(text, SchedulerFlag.values(), SchedulerFlag::word);
    }

    static Forwarding forwarding(String text) {
        return one(text, Forwarding.values(), ServiceWords::of);
    }

    static Protocol protocol(String text) {
        return one(text, Protocol.values(), ServiceWords::of);
    }

    static AddressFamily family(String text) {
        return one(text, AddressFamily.values(), ServiceWords::of);
    }

    static PersistenceEngine engine(String text) {
        return one(text, PersistenceEngine.values(), ServiceWords::of);
    }

    static Encapsulation encapsulation(String text) {
        return one(text, Encapsulation.values(), ServiceWords::of);
    }

    static TunnelChecksum checksum(String text) {
        return one(text, TunnelChecksum.values(), ServiceWords::of);
    }

    static WhenDown whenDown(String text) {
        return one(text, WhenDown.values(), ServiceWords::of);
    }

    static String of(Forwarding forwarding) {
        return switch (forwarding) {
            case DIRECT_ROUTING -> "dr";
            case NAT -> "nat";
            case TUNNEL -> "tun";
        };
    }

    /** For those whose constants are named as the API says them. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E> E one(String text, E[] all, Function<E, String> word) {
        return Arrays.stream(all)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> notOneOf(Arrays.stream(all).map(word), text));
    }

    /** For a text that is none of a closed set's words. */
    static IllegalArgumentException notOneOf(Stream<String> words, String text) {
        return new IllegalArgumentException(
                "Must be one of " + words.collect(Collectors.joining(", ")) + ", " + Given.was(text) + ".");
    }
}
