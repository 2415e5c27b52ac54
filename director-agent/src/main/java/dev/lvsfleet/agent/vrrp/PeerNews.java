package dev.lvsfleet.agent.vrrp;

/** What is told of a peer: that it differs, or why that is over. */
public sealed interface PeerNews {

    /** For longer than a document takes from one member to the next it has advertised otherwise. */
    record Differs(PeerDifference difference) implements PeerNews {}

    /** What was told of it last holds no more. */
    record Over(Why why) implements PeerNews {}

    /** What ended it. */
    enum Why {
        /** The peer advertises what is told here. */
        AGREES,
        /** The peer has said nothing for long: it may be a Backup, or be gone. */
        SILENT,
        /** The virtual router is told otherwise here, so the peer is judged anew. */
        TOLD_ANEW
    }
}
