package dev.lvsfleet.ipvs;

import java.util.List;

/**
 * What one reading of the kernel's tables saw.
 *
 * @param table the entries that the value model can express
 * @param notUnderstood a description of each entry it cannot express (protocols that are not balanced, forwarding
 *     methods of the kernel's own, numbers out of range); they are somebody else's and stay untouched
 */
public record IpvsDump(IpvsTable table, List<String> notUnderstood) {

    public IpvsDump {
        notUnderstood = List.copyOf(notUnderstood);
    }
}
