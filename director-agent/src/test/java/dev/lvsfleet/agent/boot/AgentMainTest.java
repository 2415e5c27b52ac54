package dev.lvsfleet.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.signature.KeyFiles;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentMainTest {

    private static final String NODE = "lvsfleet.agent.node";
    private static final String DIRECTORY = "lvsfleet.agent.state-dir";
    private static final String KEYS = "lvsfleet.agent.trusted-keys";
    private static final String INTERVAL = "lvsfleet.agent.resync-interval";
    private static final String BUDGET = "lvsfleet.agent.budget.deletions";

    @TempDir
    Path directory;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void soundSettings() throws IOException {
        Path key = Files.writeString(directory.resolve("fleet.pub"), KeyFiles.pem(Documents.KEY.getPublic()));
        settings.put(NODE, "director-1");
        settings.put("lvsfleet.agent.site", "lab");
        settings.put(DIRECTORY, directory.resolve("state").toString());
        settings.put(KEYS, key.toString());
    }

    @Test
    void soundSettingsHaveNoFaultAndTheStateDirectoryIsMade() {
        assertThat(fault()).isEmpty();
        assertThat(directory.resolve("state")).isDirectory();
    }

    @Test
    void aSettingThatIsMissingIsNamed() {
        settings.remove(NODE);

        assertThat(fault())
                .hasValueSatisfying(
                        it -> assertThat(it).contains(NODE, "required").doesNotContain("SRCFG"));
    }

    @Test
    void everySettingThatIsMissingIsNamedOnceInOneSentence() {
        settings.clear();

        assertThat(fault())
                .hasValue("required, but not set: lvsfleet.agent.node, lvsfleet.agent.site, lvsfleet.agent.state-dir,"
                        + " lvsfleet.agent.trusted-keys");
    }

    @Test
    void whatIsWrongBesideWhatIsMissingIsNamedToo() {
        settings.remove(NODE);
        settings.put(INTERVAL, "often");

        assertThat(fault())
                .hasValueSatisfying(it -> assertThat(it)
                        .startsWith("required, but not set: " + NODE + "; ")
                        .contains(INTERVAL, "often"));
    }

    @Test
    void aNodeNameThatNoTopicCouldCarryIsNamed() {
        settings.put(NODE, "Director 1");

        assertThat(fault()).hasValueSatisfying(it -> assertThat(it).startsWith(NODE + " is 'Director 1'"));
    }

    @Test
    void aNodeNameThatTheControlPlaneCouldNotGiveIsNamed() {
        settings.put(NODE, "director-1.lab");

        assertThat(fault()).hasValueSatisfying(it -> assertThat(it).startsWith(NODE + " is 'director-1.lab'"));
    }

    @Test
    void aKeyFileThatIsNotThereIsNamed() {
        settings.put(KEYS, directory.resolve("nowhere.pub").toString());

        assertThat(fault()).hasValueSatisfying(it -> assertThat(it).contains(KEYS, "nowhere.pub"));
    }

    @Test
    void aKeyFileThatHoldsNoKeyIsNamed() throws IOException {
        settings.put(
                KEYS, Files.writeString(directory.resolve("junk.pub"), "junk").toString());

        assertThat(fault()).hasValueSatisfying(it -> assertThat(it).contains(KEYS, "junk.pub"));
    }

    @Test
    void anIntervalThatIsNoDurationIsNamed() {
        settings.put(INTERVAL, "often");

        assertThat(fault()).hasValueSatisfying(it -> assertThat(it).contains(INTERVAL, "often"));
    }

    @Test
    void anIntervalBelowASecondAndOneAboveAnHourAreRefused() {
        settings.put(INTERVAL, "PT0.9S");
        assertThat(fault()).hasValueSatisfying(it -> assertThat(it).contains(INTERVAL, "1 second to 1 hour"));

        settings.put(INTERVAL, "PT61M");
        assertThat(fault()).hasValueSatisfying(it -> assertThat(it).contains(INTERVAL, "1 second to 1 hour"));
    }

    @Test
    void theDoctorsIntervalHasTheSameBounds() {
        settings.put("lvsfleet.agent.doctor-interval", "PT0.5S");

        assertThat(fault())
                .hasValueSatisfying(
                        it -> assertThat(it).contains("lvsfleet.agent.doctor-interval", "1 second to 1 hour"));
    }

    @Test
    void aRoleThatThereIsNotIsNamed() {
        settings.put("lvsfleet.agent.role", "real-server");
        assertThat(fault()).isEmpty();

        settings.put("lvsfleet.agent.role", "router");
        assertThat(fault())
                .hasValueSatisfying(
                        it -> assertThat(it).contains("lvsfleet.agent.role is 'router'", "director or real-server"));
    }

    @Test
    void aBudgetThatIsNoShareIsRefused() {
        for (String percent : List.of("0", "101")) {
            settings.put(BUDGET, percent);
            assertThat(fault()).hasValueSatisfying(it -> assertThat(it).contains(BUDGET, "1 to 100 per cent"));
        }
        settings.put(BUDGET, "100");
        assertThat(fault()).isEmpty();
    }

    @Test
    void aStateDirectoryThatIsAFileIsNamed() throws IOException {
        settings.put(DIRECTORY, Files.writeString(directory.resolve("file"), "").toString());

        assertThat(fault()).hasValueSatisfying(it -> assertThat(it).contains(DIRECTORY, "cannot be made"));
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenToIsEnoughToServeTheDocumentInIt() throws IOException {
        StateDirectory readOnly = new StateDirectory(directory, _ -> false);
        assertThatThrownBy(readOnly::prepared)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll(DIRECTORY, "cannot be written to", "no document");

        new LastGoodStore(directory).write(Documents.signed(Documents.state(7)), Optional.empty());

        assertThat(readOnly.prepared()).isEqualTo(directory);
        assertThat(readOnly.fault()).hasValueSatisfying(it -> assertThat(it).contains("nothing new is remembered"));
        assertThat(new StateDirectory(directory).fault()).isEmpty();
    }

    @Test
    void aDocumentThatCannotBeReadIsNothingToBootFrom() throws IOException {
        Files.createDirectory(directory.resolve("desired-state.json"));

        assertThatThrownBy(new StateDirectory(directory, _ -> false)::prepared)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("nor its document read");
    }

    private Optional<String> fault() {
        return AgentMain.fault(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100)));
    }
}
