package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.signature.DocumentVerifier;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a document is obeyed: only a sound one for this node, signed with a trusted key, and only a newer one.
 *
 * <p>Revisions on the bus never fall, but one may be sent twice. So a lower one that follows a higher one is refused aloud,
 * while those that come in order up to the one in force are the topic's own history, which every agent reads again at its
 * start.
 */
public final class AdmissionRules {

    private AdmissionRules() {}

    /** Whose documents are obeyed. */
    public record Recipient(String node, String site, DocumentVerifier trusted, NodeRole role) {

        /** A director. */
        public Recipient(String node, String site, DocumentVerifier trusted) {
            this(node, site, trusted, NodeRole.DIRECTOR);
        }
    }

    /**
     * What is known before a document is judged.
     *
     * @param inForce the document the node equals now
     * @param newestOnBus the highest revision the bus has shown since the agent's start; 0 for none
     */
    public record Known(Optional<AcceptedDocument> inForce, long newestOnBus) {

        public static final Known NOTHING = new Known(Optional.empty(), 0);

        /** The revision in force; 0 for none. */
        long revision() {
            return inForce.map(AcceptedDocument::revision).orElse(0L);
        }

        /** The same, after the bus has shown this revision. */
        Known seen(long revision) {
            return new Known(inForce, Math.max(newestOnBus, revision));
        }
    }

    public static Admission judge(Recipient recipient, Known known, SignedDocument document) {
        // First, so that no stranger's bytes reach the parser.
        if (document.signature().length == 0) {
            return new Admission.Refused("it is not signed");
        }
        if (!recipient.trusted().accepts(document.content(), document.signature())) {
            return new Admission.Refused("its signature is not by a trusted key");
        }
        try {
            DesiredState state = ContractJson.decode(document.content(), DesiredState.class, DesiredState.SCHEMA);
            return judgeSigned(recipient, known, document, state);
        } catch (MalformedRecordException e) {
            return new Admission.Unreadable(messageOf(e));
        }
    }

    private static Admission judgeSigned(
            Recipient recipient, Known known, SignedDocument document, DesiredState state) {
        if (!recipient.node().equals(state.node())) {
            return new Admission.Refused("it is for node '" + state.node() + "', this is '" + recipient.node() + "'");
        }
        if (!recipient.site().equals(state.site())) {
            return new Admission.Refused("it is for site '" + state.site() + "', this is '" + recipient.site() + "'");
        }
        if (recipient.role() != state.role()) {
            return new Admission.Refused("it is for a " + state.role().word() + ", this is a "
                    + recipient.role().word());
        }
        if (state.revision() < 1) {
            return new Admission.Refused("its revision is " + state.revision() + ", the first is 1");
        }
        if (state.revision() <= known.revision()) {
            return judgeOld(known, document, state.revision());
        }
        List<String> faults = DocumentRules.faults(state);
        return faults.isEmpty()
                ? new Admission.Accepted(state)
                : new Admission.Refused("revision " + state.revision() + ": " + String.join("; ", faults));
    }

    private static Admission judgeOld(Known known, SignedDocument document, long revision) {
        if (revision == known.revision()) {
            return known.inForce()
                            .filter(it -> it.signed().hasSameContentAs(document))
                            .isPresent()
                    ? new Admission.Repeated()
                    : new Admission.Refused("revision " + revision + " is in force with other content");
        }
        if (revision >= known.newestOnBus()) {
            return new Admission.History(revision);
        }
        return new Admission.Refused("revision " + revision + " is older than " + known.revision() + ", in force");
    }

    private static String messageOf(MalformedRecordException e) {
        return e.getMessage() == null ? "not a document" : e.getMessage();
    }
}
