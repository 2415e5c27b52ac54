package dev.lvsfleet.controlplane.revision;

import dev.lvsfleet.controlplane.problem.ProblemException;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** The successful answers that all versioned resources share. */
public final class Answers {

    private Answers() {}

    public static Response created(String collection, String name, long version, Object view) {
        return Response.created(URI.create("/api/v1/" + collection + "/" + name))
                .header(HttpHeaders.ETAG, IfMatch.tag(version))
                .entity(view)
                .build();
    }

    public static Response ok(long version, Object view) {
        return Response.ok(view).header(HttpHeaders.ETAG, IfMatch.tag(version)).build();
    }

    /** For something that is not there. */
    public static ProblemException notFound(String what, String name) {
        return ProblemKind.NOT_FOUND
                .because("There is no " + what + " called " + name + ".")
                .exception();
    }

    /** For a name that is taken. */
    public static ProblemException taken(String what, String name) {
        return ProblemKind.CONFLICT
                .because("There is a " + what + " called " + name + " already.")
                .at("name")
                .exception();
    }

    /**
     * For something that others still refer to.
     *
     * @param examples names of some of them
     */
    public static ProblemException stillUsed(String what, String by, List<?> examples) {
        String names = examples.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return ProblemKind.CONFLICT
                .because("The " + what + " still has " + by + ", for example " + names + ".")
                .exception();
    }

    /** For something that changed its group while the change waited for the lock. */
    public static ProblemException movedMeanwhile() {
        return ProblemKind.CONFLICT
                .because("It was moved to another group at the same moment; nothing was stored, try again.")
                .exception();
    }
}
