package dev.lvsfleet.agent.desired;

/** Where judged documents go. Thread-safe; does not block. */
public interface DocumentSink {

    /** The node must equal this document from now on. */
    void document(AcceptedDocument newest);

    /** The bus has shown the document in force or an older one of its past. */
    void shown(long revision);

    /** A document came that must not change anything. */
    void refused(String reason);
}
