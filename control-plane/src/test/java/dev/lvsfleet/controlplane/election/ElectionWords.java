package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.controlplane.election.ElectionRules.Outcome;
import dev.lvsfleet.controlplane.election.ElectionRules.Tables;
import dev.lvsfleet.controlplane.election.Standing.Worth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words of this package that the API's description has too. */
public final class ElectionWords {

    public static final List<String> TABLES =
            Arrays.stream(Tables.values()).map(Tables::word).toList();
    public static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::word).toList();

    private ElectionWords() {}

    /** What a member can be, by its own word and where that does not count. */
    public static List<String> roles(List<String> said) {
        return Stream.concat(
                        said.stream(),
                        Arrays.stream(Worth.values())
                                .filter(it -> it != Worth.COUNTS)
                                .map(it -> it.name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
