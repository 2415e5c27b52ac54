package dev.lvsfleet.agent.desired;

import java.util.Arrays;

/** A document's exact bytes with their signature, as they came; the arrays are never changed after construction. */
public final class SignedDocument {

    private final byte[] content;
    private final byte[] signature;

    /** Takes both arrays over; the caller must not write to them again.
     *
     * @param signature empty when the record carried none */
    public SignedDocument(byte[] content, byte[] signature) {
        this.content = content;
        this.signature = signature;
    }

    /** Not a copy: documents are large and their readers are in this package. */
    byte[] content() {
        return content;
    }

    byte[] signature() {
        return signature;
    }

    boolean hasSameContentAs(SignedDocument other) {
        return Arrays.equals(content, other.content);
    }
}
