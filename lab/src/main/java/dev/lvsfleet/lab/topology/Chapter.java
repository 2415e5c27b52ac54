package dev.lvsfleet.lab.topology;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A chapter of the guide: the way in which a director's packets reach the real servers, and the network for it. */
public enum Chapter {
    /** All on one network, with two directors of which one serves; the real servers answer the client themselves. */
    DIRECT_ROUTING("dr", "direct-routing"),
    /** The same with one director, which always holds the virtual address. */
    SINGLE("single", "single"),
    /** The director between two networks, the gateway of the real servers. */
    NAT("nat", "nat"),
    /** A real server in another network, behind a router. */
    TUNNEL("tun", "tunnel");

    private final String word;
    private final String manifest;

    Chapter(String word, String manifest) {
        this.word = word;
        this.manifest = manifest;
    }

    /** What it is called on the command line. */
    public String word() {
        return word;
    }

    /** The name of the file with its desired state, without the ending. */
    public String manifest() {
        return manifest;
    }

    /** The chapter that the command line calls so. */
    public static Optional<Chapter> of(String word) {
        return Arrays.stream(values())
                .filter(chapter -> chapter.word.equals(word))
                .findFirst();
    }

    /** All words, for a sentence. */
    public static String words() {
        return Arrays.stream(values()).map(Chapter::word).collect(Collectors.joining("|"));
    }
}
