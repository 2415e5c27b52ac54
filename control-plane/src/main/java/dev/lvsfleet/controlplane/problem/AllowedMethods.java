package dev.lvsfleet.controlplane.problem;

import java.util.regex.Pattern;

/** Which methods a path of the API takes, as an {@code Allow} header has them (RFC 9110, section 10.2.1). */
final class AllowedMethods {

    private static final Pattern READ_ONLY =
            Pattern.compile("/api/v1/(events|doctor|virtual-services/[^/]+/effective)/?");
    /** Bodies here are text. */
    static final String IMPORTS = "/api/v1/imports/";

    private static final Pattern ASK_ONLY = Pattern.compile("/api/v1/(imports/.*|director-groups/[^/]+/switchover/?)");
    private static final int SEGMENTS_OF_A_LIST = 3;

    private AllowedMethods() {}

    /** The same for people: {@code GET, HEAD, OPTIONS and POST}. */
    static String inWords(String path) {
        String methods = at(path);
        int last = methods.lastIndexOf(", ");
        return methods.substring(0, last) + " and " + methods.substring(last + 2);
    }

    /** For a path that is served; the router knows them too, but does not tell. */
    static String at(String path) {
        if (READ_ONLY.matcher(path).matches()) {
            return "GET, HEAD, OPTIONS";
        }
        if (ASK_ONLY.matcher(path).matches()) {
            return "OPTIONS, POST";
        }
        long segments = path.chars().filter(it -> it == '/').count() - (path.endsWith("/") ? 1 : 0);
        return segments <= SEGMENTS_OF_A_LIST ? "GET, HEAD, OPTIONS, POST" : "DELETE, GET, HEAD, OPTIONS, PUT";
    }
}
