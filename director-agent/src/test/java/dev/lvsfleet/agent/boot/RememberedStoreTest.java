package dev.lvsfleet.agent.boot;

import static dev.lvsfleet.agent.testing.Documents.RECIPIENT;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.signed;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.budget.HeldBack;
import dev.lvsfleet.agent.budget.HeldBackStore;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.desired.SignedDocument;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.agent.verdict.VerdictStore;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.HealthVerdict.Health;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedStoreTest {

    private static final SignedDocument GOOD = signed(state(7, web(real(132, 1))));
    private static final Verdicts DOWN = new Verdicts(Map.of("t-132", verdict(132, Health.DOWN)));

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();

    @Test
    void anEmptyDirectoryRemembersNothingAndThatIsNoError() {
        assertThat(read()).isEqualTo(Remembered.NOTHING);
        assertThat(told).isEmpty();
    }

    @Test
    void documentAndVerdictsComeBack() throws IOException {
        new LastGoodStore(directory).write(GOOD, Optional.empty());
        new VerdictStore(directory).write(DOWN);

        Remembered remembered = read();

        assertThat(remembered.document())
                .hasValueSatisfying(it -> assertThat(it.revision()).isEqualTo(7));
        assertThat(remembered.verdicts()).isEqualTo(DOWN);
        assertThat(told).isEmpty();
    }

    @Test
    void aDocumentAlteredOnDiskIsNotObeyedAndItIsSaid() throws IOException {
        new LastGoodStore(directory).write(GOOD, Optional.empty());
        Path file = directory.resolve("desired-state.json");
        Files.writeString(file, Files.readString(file).replace("192.168.148.132", "192.168.148.199"));

        assertThat(read().document()).isEmpty();
        assertThat(told).singleElement().asString().contains("document-refused", "not by a trusted key");
    }

    @Test
    void aDocumentWithoutItsSignatureIsNotObeyed() throws IOException {
        new LastGoodStore(directory).write(GOOD, Optional.empty());
        Files.delete(directory.resolve("desired-state.json.sig"));

        assertThat(read().document()).isEmpty();
        assertThat(told).singleElement().asString().contains("it is not signed");
    }

    @Test
    void whatIsDamagedIsLeftOutAndSaidAndTheRestIsRead() throws IOException {
        new LastGoodStore(directory).write(GOOD, Optional.empty());
        Files.writeString(directory.resolve("verdicts.json"), "{\"half");
        Files.writeString(directory.resolve("ownership.json"), "[]");

        Remembered remembered = read();

        assertThat(remembered.document()).isPresent();
        assertThat(remembered.verdicts()).isEqualTo(Verdicts.NONE);
        assertThat(remembered.owned()).isEqualTo(Possessions.NONE);
        assertThat(told).hasSize(2);
        assertThat(String.join("\n", told)).contains("verdicts.json is damaged", "ownership.json is damaged");
        assertThat(directory.resolve("ownership.json.damaged")).hasContent("[]");
        assertThat(directory.resolve("ownership.json")).doesNotExist();
    }

    @Test
    void whatWasHeldBackIsStillInForce() throws IOException {
        new LastGoodStore(directory).write(GOOD, Optional.empty());
        new HeldBackStore(directory).write(state(7, web(real(132, 1), real(133, 1))));

        AcceptedDocument document = read().document().orElseThrow();

        assertThat(document.state()).isEqualTo(state(7, web(real(132, 1), real(133, 1))));
        assertThat(document.heldBack()).isEqualTo(new HeldBack(0, 1));
    }

    @Test
    void whatWasHeldBackOfAnotherDocumentIsNot() throws IOException {
        new LastGoodStore(directory).write(GOOD, Optional.empty());
        new HeldBackStore(directory).write(state(6, web(real(132, 1), real(133, 1))));

        assertThat(read().document().orElseThrow().state()).isEqualTo(state(7, web(real(132, 1))));
    }

    @Test
    void poolsAndDrainsThatAreDamagedAreLeftOutAndSaid() throws IOException {
        for (String file : List.of("pools.json", "drains.json")) {
            Files.writeString(directory.resolve(file), "{\"half");
        }

        assertThat(read()).isEqualTo(Remembered.NOTHING);
        assertThat(String.join("\n", told)).contains("pools.json is damaged", "drains.json is damaged");
    }

    private Remembered read() {
        EventOutbox events = new EventOutbox(
                "director-1",
                InstantSource.system(),
                content -> {
                    told.add(new String(content, StandardCharsets.UTF_8));
                    return CompletableFuture.completedFuture(null);
                },
                () -> {});
        return new RememberedStore(directory, RECIPIENT, events, InstantSource.system()).read();
    }
}
