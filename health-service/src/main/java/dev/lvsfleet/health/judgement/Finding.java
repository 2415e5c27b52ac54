package dev.lvsfleet.health.judgement;

/** What one attempt to ask a target found out. */
public sealed interface Finding {

    /** In words, for an operator: what was seen. */
    String evidence();

    /** The target answered as its check demands. */
    record Passed(String evidence) implements Finding {}

    /** The target, or the way to it, did not. */
    record Failed(String evidence) implements Finding {}

    /** Nothing was learned, for a reason of the prober's own: no socket, no port, no network. It condemns nobody. */
    record Blind(String evidence) implements Finding {}
}
