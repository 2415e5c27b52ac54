package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.sys.Errno;

/** What became of a command that is no change of the tables. */
public sealed interface CommandResult {

    record Done() implements CommandResult {}

    /**
     * The kernel refused.
     *
     * @param message a sentence for the operator: what was tried, and why it failed
     */
    record Refused(Errno errno, String message) implements CommandResult {}
}
