package dev.lvsfleet.contract;

import java.nio.charset.StandardCharsets;

/** Which partition of a topic a key's records are in; writer and reader both ask here, so they cannot disagree. */
public final class NodePartition {

    private NodePartition() {}

    /** 0 to {@code partitions - 1}: FNV-1a (32 bit, IETF draft-eastlake-fnv) of the key's UTF-8 bytes, spread evenly. */
    public static int of(String key, int partitions) {
        int hash = 0x811c9dc5;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return Math.floorMod(hash, partitions);
    }
}
