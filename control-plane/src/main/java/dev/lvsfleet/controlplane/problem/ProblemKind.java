package dev.lvsfleet.controlplane.problem;

/** Every way a request can fail; each has its own problem type, so that a program need not read the prose. */
public enum ProblemKind {
    INVALID("invalid", 400, "The request is not valid"),
    UNAUTHENTICATED("unauthenticated", 401, "A valid bearer token is required"),
    NOT_FOUND("not-found", 404, "There is no such thing"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This cannot be done here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "The answer cannot be given in that form"),
    CONFLICT("conflict", 409, "The request conflicts with what exists"),
    STALE("stale", 412, "It has changed since it was read"),
    TOO_LARGE("too-large", 413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body is of another media type than is taken here"),
    PRECONDITION_REQUIRED("precondition-required", 428, "If-Match is required"),
    INTERNAL("internal", 500, "The control plane failed"),
    UNAVAILABLE("unavailable", 503, "The control plane cannot do this right now");

    private final String code;
    private final int status;
    private final String title;

    ProblemKind(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The problem of this kind that the detail tells about. */
    public Problem because(String detail) {
        return new Problem("urn:lvsfleet:problem:" + code, title, status, detail, null);
    }
}
