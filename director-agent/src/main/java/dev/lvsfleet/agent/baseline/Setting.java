package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.linux.sysctl.SysctlKey;

/** A setting of the kernel and the value it must have; docs/node-preparation.md has the reason for each. */
public record Setting(SysctlKey key, String value) {}
