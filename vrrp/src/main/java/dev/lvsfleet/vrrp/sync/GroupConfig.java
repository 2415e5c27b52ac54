package dev.lvsfleet.vrrp.sync;

import dev.lvsfleet.vrrp.election.Config;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The virtual routers of a sync group.
 *
 * @param members by their names, in the order in which they move; at least one, each of them grouped
 */
public record GroupConfig(Map<String, Config> members) {

    public GroupConfig {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        boolean valid = !members.isEmpty() && members.values().stream().allMatch(Config::grouped);
        if (!valid) {
            throw new IllegalArgumentException("a sync group has members, and all of them are grouped");
        }
    }

    Config of(String member) {
        Config config = members.get(member);
        if (config == null) {
            throw new IllegalArgumentException("no member is called " + member);
        }
        return config;
    }
}
