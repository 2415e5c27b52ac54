package dev.lvsfleet.agent.reconcile;

/**
 * Something of ours that somebody else changed in the kernel.
 *
 * @param subject the virtual service or the address
 * @param what what was missing or altered, for example {@code destination 10.0.0.2:80 was missing}
 */
public record Drift(String subject, String what) {}
