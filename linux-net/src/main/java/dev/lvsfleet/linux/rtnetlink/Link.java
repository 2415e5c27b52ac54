package dev.lvsfleet.linux.rtnetlink;

import java.util.Optional;

/**
 * A network interface.
 *
 * @param index the kernel's number for it, above 0; another one when the interface is made anew
 * @param name at most 15 bytes
 * @param kind what made it, for example {@code ipip} or {@code bridge}; empty for hardware and {@code lo}
 * @param mtu the largest packet it carries, in bytes; 0 when the kernel does not say
 * @param hardware its MAC address; empty when it has none of 6 bytes
 */
public record Link(int index, String name, String kind, boolean up, int mtu, Optional<MacAddress> hardware) {}
