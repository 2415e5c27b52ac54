package dev.lvsfleet.ipvs;

import java.util.List;

/**
 * What one reading of the kernel's tables saw.
 *
 * @param table the entries that the value model can express
 * @param statuses of every destination in the table
 * @param notUnderstood a description of each entry it cannot express (other families, protocols, firewall marks,
 *     forwarding methods); they are somebody else's and stay untouched
 */
public record IpvsDump(IpvsTable table, List<DestinationStatus> statuses, List<String> notUnderstood) {

    public IpvsDump {
        statuses = List.copyOf(statuses);
        notUnderstood = List.copyOf(notUnderstood);
    }
}
