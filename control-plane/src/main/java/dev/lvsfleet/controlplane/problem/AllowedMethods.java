package dev.lvsfleet.controlplane.problem;

import java.util.Set;

/** Which methods a path of the API takes, as an {@code Allow} header has them (RFC 9110, section 10.2.1). */
final class AllowedMethods {

    private static final Set<String> ONLY_READ = Set.of("/api/v1/events", "/api/v1/doctor");
    private static final int SEGMENTS_OF_A_LIST = 3;

    private AllowedMethods() {}

    /** For a path that is served; the router knows them too, but does not tell. */
    static String at(String path) {
        if (ONLY_READ.contains(path)) {
            return "GET, HEAD, OPTIONS";
        }
        long segments = path.chars().filter(it -> it == '/').count() - (path.endsWith("/") ? 1 : 0);
        return segments <= SEGMENTS_OF_A_LIST ? "GET, HEAD, OPTIONS, POST" : "DELETE, GET, HEAD, OPTIONS, PUT";
    }
}
