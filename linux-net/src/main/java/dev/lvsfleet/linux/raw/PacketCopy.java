package dev.lvsfleet.linux.raw;

import java.nio.ByteBuffer;

/**
 * A packet that came, kept to see whether the next one is the same. Immutable to its owner.
 *
 * @param message what followed the IP header
 * @param source of four or sixteen bytes, like {@code destination}
 */
public record PacketCopy(ByteBuffer message, ByteBuffer source, ByteBuffer destination, int timeToLive) {}
