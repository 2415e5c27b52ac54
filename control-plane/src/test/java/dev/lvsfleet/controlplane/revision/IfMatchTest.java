package dev.lvsfleet.controlplane.revision;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", " \"6\" , \"7\" ", "*", ""})
    void holdsForThatVersion(String header) {
        assertThatCode(() -> IfMatch.parse(header).check(7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "\"77\"", "\"6\",,\"8\"", "\"a,7\""})
    void doesNotHoldForAnotherTag(String header) {
        assertThatThrownBy(() -> IfMatch.parse(header).check(7)).hasMessageContaining("The version is now \"7\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "W/\"7\"", "\"6\", 7", "\"7", "\"6\" \"7\"", "\"7\", *", ","})
    void aTagWithoutQuotesAndAWeakOneAreNotTakenForAnOldVersion(String header) {
        assertThatThrownBy(() -> IfMatch.parse(header))
                .hasMessage("If-Match must be a quoted tag, like \"9\", or *, was '" + header + "'.");
    }

    @Test
    void aReplacementHasToStateIt() {
        assertThatThrownBy(() -> IfMatch.required(null)).hasMessageContaining("needs If-Match");
    }
}
