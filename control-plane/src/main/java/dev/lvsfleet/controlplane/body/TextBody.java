package dev.lvsfleet.controlplane.body;

/** A request body that is plain text. */
public record TextBody(String text) {}
