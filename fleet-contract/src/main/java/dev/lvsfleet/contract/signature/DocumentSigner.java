package dev.lvsfleet.contract.signature;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * Signs a document's exact bytes with Ed25519 (RFC 8032).
 *
 * <p>The signature is over the bytes on the wire, so no canonical form is needed. Thread-safe.
 */
public final class DocumentSigner {

    /** The Kafka header that carries the 64 raw bytes of the signature. */
    public static final String HEADER = "lvs-signature";

    private final PrivateKey key;

    public DocumentSigner(PrivateKey key) {
        this.key = key;
    }

    /** 64 bytes. */
    public byte[] sign(byte[] document) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(document);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key is not a usable Ed25519 key", e);
        }
    }
}
