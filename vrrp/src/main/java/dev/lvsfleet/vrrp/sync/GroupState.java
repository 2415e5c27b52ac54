package dev.lvsfleet.vrrp.sync;

import dev.lvsfleet.vrrp.election.Conditions;
import dev.lvsfleet.vrrp.election.State;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where the members of a sync group are.
 *
 * @param members by their names, in the order of the configuration
 */
public record GroupState(Map<String, State> members) {

    public GroupState {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Where every group begins: each member waits for the others. */
    public static GroupState beginning(GroupConfig config) {
        boolean held = config.members().size() > 1;
        State first = new State.Initialize(Conditions.UNKNOWN.withGroupHeld(held));
        Map<String, State> members = new LinkedHashMap<>();
        config.members().keySet().forEach(name -> members.put(name, first));
        return new GroupState(members);
    }

    /** The state of a member; it begins if it is new. */
    public State of(String member) {
        return members.getOrDefault(member, State.BEGINNING);
    }

    /** Whether the whole group is Active. */
    public boolean isActive() {
        return all(State.Active.class::isInstance);
    }

    boolean all(Predicate<State> predicate) {
        return members.values().stream().allMatch(predicate);
    }

    /** The same, with a member somewhere else. */
    public GroupState with(String member, State state) {
        Map<String, State> changed = new LinkedHashMap<>(members);
        changed.put(member, state);
        return new GroupState(changed);
    }
}
