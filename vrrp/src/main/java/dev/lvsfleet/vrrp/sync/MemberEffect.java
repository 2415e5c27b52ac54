package dev.lvsfleet.vrrp.sync;

import dev.lvsfleet.vrrp.election.Effect;

/** What the shell has to do for one member of a group. */
public record MemberEffect(String member, Effect effect) {}
