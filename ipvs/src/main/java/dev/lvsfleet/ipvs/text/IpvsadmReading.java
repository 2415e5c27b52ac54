package dev.lvsfleet.ipvs.text;

import dev.lvsfleet.ipvs.IpvsTable;
import java.util.List;

/**
 * What a text says.
 *
 * @param table of all the lines that are understood
 * @param notCarried every other line that is not empty or a comment
 */
public record IpvsadmReading(IpvsTable table, List<NotCarried> notCarried) {

    public IpvsadmReading {
        notCarried = List.copyOf(notCarried);
    }
}
