package dev.lvsfleet.controlplane.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lvsfleet.controlplane.problem.ProblemException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFaultTest {

    private static final String SOUND = """
            {"name": "web", "port": 80, "realServers": [{"address": "192.168.148.132", "weight": 1.5e3}], "on": true}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"name": "web",}      | The body is not JSON: '}' cannot be there (a property's name is in double quotes, and none follows after the last comma), at line 1, column 16.
            {name: "web"}         | The body is not JSON: 'n' cannot be there (a property's name is in double quotes, and none follows after the last comma), at line 1, column 2.
            {"a": 1 "b": 2}       | The body is not JSON: '"' cannot be there (a comma is missing before it), at line 1, column 9.
            {"a" 1}               | The body is not JSON: '1' cannot be there (a colon follows after a property's name), at line 1, column 6.
            {"a": web}            | The body is not JSON: 'web' is no value (text is in double quotes), at line 1, column 7.
            {"a": [1, 2}          | The body is not JSON: '}' cannot be there, at line 1, column 12.
            {"a": {"b": 1}        | The body is not JSON: it ends before what it began is closed, at line 1, column 15.
            {"a": "b              | The body is not JSON: it ends before what it began is closed, at line 1, column 9.
            {"a": 1, "a": 2}      | The body has the property 'a' twice in one object, at line 1, column 13: which of the two is meant, nobody knows.
            {} {}                 | The body is more than one JSON value: something follows after its end, at line 1, column 4.
            """)
    void aFaultIsOneSentenceThatSaysWhatWhereAndWhy(String body, String sentence) {
        assertThat(refused(body)).isEqualTo(sentence);
    }

    @Test
    void whatIsTooDeepIsSaidWithTheLimit() {
        assertThat(refused("[".repeat(17))).isEqualTo("The body is nested deeper than 16 levels.");
    }

    @Test
    void whatIsTooLongIsSaidWithoutTheParsersNames() {
        assertThat(refused("1".repeat(1_001)))
                .isEqualTo("The body has a name, a text or a number that is longer than anything here may be.");
    }

    /** Whatever is broken in whatever way: the sentence is ours. */
    @Test
    void noSentenceShowsTheParsersInsides() {
        int broken = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            String body = mutated(SOUND, new Random(seed));
            ProblemException refused = catchThrowableOfType(ProblemException.class, () -> JsonBodyReader.parse(body));
            if (refused != null) {
                broken++;
                assertThat(refused.problem().detail())
                        .as("seed %d: %s", seed, body)
                        .startsWith("The body ")
                        .endsWith(".")
                        .doesNotContain("Source", "REDACTED", "JsonToken", "fasterxml", "StreamRead", "Feature", "\n");
            }
        }
        assertThat(broken).isGreaterThan(1_000);
    }

    private static String mutated(String sound, Random random) {
        StringBuilder body = new StringBuilder(sound);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(body.length());
            switch (random.nextInt(4)) {
                case 0 -> body.deleteCharAt(at).append(' ');
                case 1 -> body.setLength(at + 1);
                case 2 -> body.insert(at, "{}[],:\"\\'x1-.e\n\t/".charAt(random.nextInt(17)));
                default -> body.setCharAt(at, (char) (1 + random.nextInt(300)));
            }
        }
        return body.toString();
    }

    private static String refused(String body) {
        return catchThrowableOfType(ProblemException.class, () -> JsonBodyReader.parse(body))
                .problem()
                .detail();
    }
}
