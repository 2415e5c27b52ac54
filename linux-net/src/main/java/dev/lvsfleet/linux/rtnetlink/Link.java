package dev.lvsfleet.linux.rtnetlink;

/**
 * A network interface.
 *
 * @param index the kernel's number for it, above 0; another one when the interface is made anew
 * @param name at most 15 bytes
 * @param kind what made it, for example {@code ipip} or {@code bridge}; empty for hardware and {@code lo}
 */
public record Link(int index, String name, String kind, boolean up) {}
