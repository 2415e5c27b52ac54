package dev.lvsfleet.agent.failover;

import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Says in a few characters what a table holds, so that two directors' can be compared. Pure. */
public final class DigestRules {

    private static final int BYTES = 8;

    private DigestRules() {}

    /**
     * Equal for equal tables on every node and in every run, whatever the order of their entries; 16 hexadecimal digits.
     *
     * <p>Entries are added up, each as a number made of its text, so no table has to be sorted. Who can choose entries could
     * find two tables of one sum; nothing but a remark depends on it.
     */
    public static String of(IpvsTable table) {
        long sum = 0;
        MessageDigest digest = sha256();
        for (ServiceEntry entry : table.services().values()) {
            String service = entry.service().toString();
            sum += number(digest, service);
            String key = entry.service().key().toString();
            for (Object destination : entry.destinations().values()) {
                sum += number(digest, key + destination);
            }
        }
        return HexFormat.of().toHexDigits(sum);
    }

    private static long number(MessageDigest digest, String text) {
        byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        long number = 0;
        for (int i = 0; i < BYTES; i++) {
            number = (number << 8) | (hash[i] & 0xff);
        }
        return number;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
