package dev.lvsfleet.agent.desired;

import static dev.lvsfleet.agent.testing.Documents.RECIPIENT;
import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.signed;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.desired.AdmissionRules.Known;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.KeyFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionRulesTest {

    private static final DesiredState FIRST = state(42, web(real(132, 1)));

    @Test
    void aSoundNewDocumentIsAccepted() {
        assertThat(judge(Known.NOTHING, signed(FIRST))).isEqualTo(new Admission.Accepted(FIRST));
    }

    @Test
    void aHigherRevisionIsAccepted() {
        assertThat(judge(inForce(FIRST, 42), signed(state(43)))).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void theSameDocumentAgainIsNothingNew() {
        assertThat(judge(inForce(FIRST, 42), signed(FIRST))).isEqualTo(new Admission.Repeated());
    }

    @Test
    void theSameRevisionWithOtherContentIsRefused() {
        assertThat(judge(inForce(FIRST, 42), signed(state(42))))
                .isEqualTo(new Admission.Refused("revision 42 is in force with other content"));
    }

    @Test
    void aLowerRevisionAfterAHigherOneIsRefused() {
        assertThat(judge(inForce(FIRST, 42), signed(state(41))))
                .isEqualTo(new Admission.Refused("revision 41 is older than 42, in force"));
    }

    @Test
    void aLowerRevisionMetWhileReadingTheTopicFromTheBeginningIsHistory() {
        Known bootedFromDisk = inForce(FIRST, 0);

        assertThat(judge(bootedFromDisk, signed(state(40)))).isEqualTo(new Admission.History(40));
        assertThat(judge(bootedFromDisk.seen(40), signed(state(41)))).isEqualTo(new Admission.History(41));
    }

    @Test
    void aRevisionThatGoesBackWithinTheHistoryIsRefused() {
        assertThat(judge(inForce(FIRST, 0).seen(41), signed(state(40)))).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aRevisionSentTwiceWithinTheHistoryIsHistory() {
        assertThat(judge(inForce(state(8), 7), signed(state(7)))).isEqualTo(new Admission.History(7));
    }

    @Test
    void bytesThatNobodySignedAreNotEvenRead() {
        SignedDocument stray = new SignedDocument("not json".getBytes(StandardCharsets.UTF_8), new byte[0]);

        assertThat(judge(Known.NOTHING, stray)).isEqualTo(new Admission.Refused("it is not signed"));
    }

    @Test
    void anUnsignedDocumentIsRefused() {
        assertThat(judge(Known.NOTHING, new SignedDocument(ContractJson.encode(FIRST), new byte[0])))
                .isEqualTo(new Admission.Refused("it is not signed"));
    }

    @Test
    void aDocumentSignedWithAStrangersKeyIsRefused() {
        byte[] content = ContractJson.encode(FIRST);
        byte[] strangers = new DocumentSigner(KeyFiles.generate().getPrivate()).sign(content);

        assertThat(judge(Known.NOTHING, new SignedDocument(content, strangers)))
                .isEqualTo(new Admission.Refused("its signature is not by a trusted key"));
    }

    @Test
    void aDocumentAlteredAfterSigningIsRefused() {
        byte[] altered = ContractJson.encode(state(43));

        assertThat(judge(
                        Known.NOTHING, new SignedDocument(altered, signed(FIRST).signature())))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aDocumentForAnotherNodeIsRefused() {
        DesiredState other = new DesiredState(
                DesiredState.SCHEMA, "director-2", 42, "lab", "edge", FIRST.revisedAt(), List.of(), List.of());

        assertThat(judge(Known.NOTHING, signed(other)))
                .isEqualTo(new Admission.Refused("it is for node 'director-2', this is 'director-1'"));
    }

    @Test
    void aDocumentForAnotherSiteIsRefused() {
        DesiredState other = new DesiredState(
                DesiredState.SCHEMA, "director-1", 42, "elsewhere", "edge", FIRST.revisedAt(), List.of(), List.of());

        assertThat(judge(Known.NOTHING, signed(other)))
                .isEqualTo(new Admission.Refused("it is for site 'elsewhere', this is 'lab'"));
    }

    @Test
    void aRevisionOfZeroIsRefused() {
        assertThat(judge(Known.NOTHING, signed(state(0)))).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aSignedDocumentWithAFaultIsRefusedAsAWhole() {
        assertThat(judge(Known.NOTHING, signed(state(42, web(real(132, 1)), web(real(133, 1))))))
                .isEqualTo(new Admission.Refused("revision 42: service web: 192.168.148.161:80 is there twice"));
    }

    @Test
    void bytesThatAreNoDocumentAreUnreadable() {
        assertThat(judge(Known.NOTHING, signed("not json".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Admission.Unreadable.class);
    }

    private static Admission judge(Known known, SignedDocument document) {
        return AdmissionRules.judge(RECIPIENT, known, document);
    }

    private static Known inForce(DesiredState state, long newestOnBus) {
        return new Known(Optional.of(accepted(state)), newestOnBus);
    }
}
