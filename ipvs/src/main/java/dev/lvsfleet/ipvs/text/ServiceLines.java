package dev.lvsfleet.ipvs.text;

import dev.lvsfleet.ipvs.DestinationKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a service of the table stands in the text, for whoever finds later that it cannot be carried further.
 *
 * @param service its own line
 * @param destinations the lines of its destinations, in their order
 */
public record ServiceLines(SourceLine service, Map<DestinationKey, SourceLine> destinations) {

    public ServiceLines {
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
    }
}
