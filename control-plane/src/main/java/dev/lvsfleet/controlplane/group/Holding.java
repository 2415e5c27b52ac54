package dev.lvsfleet.controlplane.group;

import dev.lvsfleet.controlplane.body.Given;
import java.util.Arrays;
import java.util.Locale;

/** How the directors of a group hold the addresses of its services. */
public enum Holding {
    /** One at a time: with several directors every address is a virtual router's. */
    ELECTED,
    /** An address that no virtual router has is held by all at once; something before them spreads the packets. */
    EVERYWHERE;

    /** As the API and the database have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Holding parse(String text) {
        return Arrays.stream(values())
                .filter(it -> it.word().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Must be elected or everywhere, " + Given.was(text) + "."));
    }
}
