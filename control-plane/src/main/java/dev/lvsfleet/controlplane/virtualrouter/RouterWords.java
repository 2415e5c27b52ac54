package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.VirtualRouter.Transport;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.controlplane.body.Given;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of the API for what is one of a few. */
final class RouterWords {

    private RouterWords() {}

    static Transport transport(String text) {
        return one(text, Transport.values(), Transport::word);
    }

    static WhenUnable whenUnable(String text) {
        return one(text, WhenUnable.values(), WhenUnable::word);
    }

    private static <E> E one(String text, E[] all, Function<E, String> word) {
        return Arrays.stream(all)
                .filter(it -> word.apply(it).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Must be " + Arrays.stream(all).map(word).collect(Collectors.joining(" or ")) + ", "
                                + Given.was(text) + "."));
    }
}
