package dev.lvsfleet.ipvs;

/**
 * What one reading of the kernel's tables saw: what everything is set to, and what it carries.
 *
 * @param wide whether the kernel counts everything in 64 bits; if not, all but the bytes wrap at 2^32 (before Linux 4.1)
 */
public record IpvsReading(IpvsDump dump, IpvsStatistics statistics, boolean wide) {}
