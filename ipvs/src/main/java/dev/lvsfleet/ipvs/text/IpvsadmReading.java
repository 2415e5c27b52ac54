package dev.lvsfleet.ipvs.text;

import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a text says.
 *
 * @param table of all the lines that are understood
 * @param lines where each service of the table stands
 * @param notCarried every other line that is not empty or a comment
 */
public record IpvsadmReading(IpvsTable table, Map<ServiceKey, ServiceLines> lines, List<NotCarried> notCarried) {

    public IpvsadmReading {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
        notCarried = List.copyOf(notCarried);
    }
}
