package dev.lvsfleet.agent.desired;

import static dev.lvsfleet.agent.testing.Documents.RECIPIENT;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.signed;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodStoreTest {

    private static final SignedDocument OLD = signed(state(1, web(real(132, 1))));
    private static final SignedDocument NEW = signed(state(2, web(real(133, 1))));

    @TempDir
    Path directory;

    @Test
    void nothingWasEverKept() throws IOException {
        assertThat(new LastGoodStore(directory).candidates()).isEmpty();
    }

    @Test
    void whatWasWrittenIsJudgedGoodAgain() throws IOException {
        new LastGoodStore(directory).write(OLD, Optional.empty());
        new LastGoodStore(directory).write(NEW, Optional.of(OLD));

        assertThat(revisions()).containsExactly(2L);
    }

    @Test
    void aCrashAfterTheSignaturesAndBeforeTheDocumentLeavesTheOldDocumentGood() throws IOException {
        new LastGoodStore(directory).write(OLD, Optional.empty());
        Path old = Files.copy(document(), directory.resolve("saved"));

        new LastGoodStore(directory).write(NEW, Optional.of(OLD));
        Files.move(old, document(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(revisions()).containsExactly(1L);
    }

    @Test
    void aCrashWhileWritingLeavesTheOldDocumentGood() throws IOException {
        new LastGoodStore(directory).write(OLD, Optional.empty());
        Files.writeString(directory.resolve("desired-state.json.tmp"), "{\"half");
        Files.writeString(directory.resolve("desired-state.json.sig.tmp"), "half");

        assertThat(revisions()).containsExactly(1L);
    }

    @Test
    void aDocumentChangedOnDiskIsNotGood() throws IOException {
        new LastGoodStore(directory).write(OLD, Optional.empty());
        Files.writeString(document(), Files.readString(document()).replace("\"weight\":1", "\"weight\":9"));

        assertThat(revisions()).isEmpty();
        assertThat(new LastGoodStore(directory).candidates()).isNotEmpty();
    }

    @Test
    void aDocumentWithoutItsSignatureIsNotGood() throws IOException {
        new LastGoodStore(directory).write(OLD, Optional.empty());
        Files.delete(directory.resolve("desired-state.json.sig"));

        assertThat(revisions()).isEmpty();
    }

    private Path document() {
        return directory.resolve("desired-state.json");
    }

    private List<Long> revisions() throws IOException {
        return new LastGoodStore(directory)
                .candidates().stream()
                        .map(it -> AdmissionRules.judge(RECIPIENT, AdmissionRules.Known.NOTHING, it))
                        .filter(Admission.Accepted.class::isInstance)
                        .map(it -> ((Admission.Accepted) it).state().revision())
                        .toList();
    }
}
