package dev.lvsfleet.lab.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lvsfleet.lab.LabException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One thing a manifest asks for.
 *
 * @param kind what it is
 * @param spec the body of the request that makes it; its {@code name} says which one
 */
record ManifestItem(Kind kind, JsonNode spec) {

    /** What a manifest can ask for, with its collection under {@code /api/v1}. */
    enum Kind {
        SITE("Site", "sites"),
        DIRECTOR_GROUP("DirectorGroup", "director-groups"),
        DIRECTOR("Director", "directors"),
        VIRTUAL_ROUTER("VirtualRouter", "virtual-routers"),
        REAL_SERVER("RealServer", "real-servers"),
        VIRTUAL_SERVICE("VirtualService", "virtual-services");

        private final String word;
        private final String collection;

        Kind(String word, String collection) {
            this.word = word;
            this.collection = collection;
        }

        String collection() {
            return collection;
        }

        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            String words = Arrays.stream(values()).map(kind -> kind.word).collect(Collectors.joining(", "));
            throw new LabException("A manifest's kind is one of " + words + ", not \"" + word + "\"");
        }
    }

    String name() {
        return spec.path("name").asText();
    }
}
