package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.controlplane.virtualrouter.ElectionRules.Outcome;
import dev.lvsfleet.controlplane.virtualrouter.ElectionRules.Tables;
import java.util.Arrays;
import java.util.List;

/** The words of this package that the API's description has too. */
public final class ElectionWords {

    public static final List<String> TABLES =
            Arrays.stream(Tables.values()).map(Tables::word).toList();
    public static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::word).toList();

    private ElectionWords() {}
}
