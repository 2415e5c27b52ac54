package dev.lvsfleet.ipvs;

/**
 * What the kernel's IPVS says of itself.
 *
 * @param version for example {@code 1.2.1}
 * @param connectionTableSize how many hash buckets connections are kept in
 */
public record IpvsModule(String version, int connectionTableSize) {}
