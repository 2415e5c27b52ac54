package dev.lvsfleet.agent.desired;

/** Where judged documents go. Thread-safe; does not block. */
public interface DocumentSink {

    /** The node must equal this document from now on. */
    void document(AcceptedDocument newest);

    /** A document came and changed nothing. */
    void refused(String reason);
}
