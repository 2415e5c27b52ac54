package dev.lvsfleet.linux.netlink;

import java.util.List;

/**
 * Everything one dump returned.
 *
 * @param interrupted the kernel says its table changed meanwhile (NLM_F_DUMP_INTR), so entries may be missing or double
 */
public record Dump(List<NetlinkMessage> messages, boolean interrupted) {

    public Dump {
        messages = List.copyOf(messages);
    }
}
