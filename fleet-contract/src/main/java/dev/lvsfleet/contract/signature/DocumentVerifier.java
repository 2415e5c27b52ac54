package dev.lvsfleet.contract.signature;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;

/** Checks that a document was signed by one of the trusted keys (several, so that a key can be replaced). Thread-safe. */
public final class DocumentVerifier {

    private final List<PublicKey> trusted;

    public DocumentVerifier(List<PublicKey> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Whether any trusted key made this signature over these bytes; a malformed signature is simply not valid. */
    public boolean accepts(byte[] document, byte[] signature) {
        return trusted.stream().anyMatch(key -> verifies(key, document, signature));
    }

    private static boolean verifies(PublicKey key, byte[] document, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(document);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
