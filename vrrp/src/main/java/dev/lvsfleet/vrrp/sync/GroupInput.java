package dev.lvsfleet.vrrp.sync;

import dev.lvsfleet.vrrp.election.Input;

/** What happens to a sync group. */
public sealed interface GroupInput {

    /** Something of one member: its link, its timer, what it heard. */
    record OfMember(String member, Input input) implements GroupInput {}

    /** Something of the whole node: start, stop, able, a stall, a switch-over. */
    record OfAll(Input input) implements GroupInput {}
}
