package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.DesiredState;

/** What became of a document that came off the bus or the disk. */
public sealed interface Admission {

    /** It is newer, ours and sound: the node must now equal it. */
    record Accepted(DesiredState state) implements Admission {}

    /** It is the document already in force, word for word. */
    record Repeated() implements Admission {}

    /** It is an older one that the bus still remembers, met while reading it from the beginning. */
    record History(long revision) implements Admission {}

    /** It changes nothing and somebody must know why. */
    record Refused(String reason) implements Admission {}

    /** It is signed as it should be, and yet no document at all. */
    record Unreadable(String reason) implements Admission {}
}
