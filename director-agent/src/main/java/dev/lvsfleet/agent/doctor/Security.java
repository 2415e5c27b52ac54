package dev.lvsfleet.agent.doctor;

/**
 * How far SELinux has its say.
 *
 * @param enforcing whether it forbids; false too when this kernel has none
 * @param domain the agent's security context; empty without SELinux
 */
public record Security(boolean enforcing, String domain) {}
