package dev.lvsfleet.controlplane.problem;

/**
 * One wrong field of a request.
 *
 * @param field where, as a path from the body's root, for example {@code realServers[1].port}; empty for the body itself
 * @param message what is wrong with it and what would be right
 */
public record FieldError(String field, String message) {}
