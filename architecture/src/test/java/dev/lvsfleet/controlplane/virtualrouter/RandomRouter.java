package dev.lvsfleet.controlplane.virtualrouter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/**
 * Requests for a virtual router as an operator may send them: most are sound, each has something at the edge of a range or a
 * little beyond. Used by one thread.
 */
record RandomRouter(Random random, List<String> directors) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Of ten requests about one has a value of the second list here. */
    private static final int ODD = 10;

    ObjectNode named(String name) {
        boolean six = random.nextInt(4) == 0;
        boolean second = random.nextInt(3) == 0;
        boolean owner = random.nextInt(6) == 0;
        boolean preempt = owner || random.nextBoolean();
        ObjectNode body = JSON.objectNode();
        body.put("name", name).put("group", "edge");
        body.put("vrid", random.nextInt(ODD) == 0 ? pick(0, 256) : pick(1, 2, 51, 254, 255));
        ArrayNode addresses = addresses(six);
        body.set("addresses", addresses);
        body.set("members", members(six, owner, addresses));
        advertising(body, second);
        maybe(body, "transport", "multicast", "unicast");
        body.put("preempt", preempt);
        if (preempt && !owner) {
            maybe(body, "preemptDelay", "1ms", "1h", "0ms", "61m");
            maybe(body, "whenUnable", "lower", "fault");
            body.put("yieldWithoutQuorum", random.nextBoolean());
        }
        maybe(body, "startupDelay", "0ms", "1ms", "1h", "3601s");
        maybe(body, "lease", "3s", "1h", "3600s", "2s", "3500ms", "61m");
        maybe(body, "syncGroup", "together", "apart");
        if (random.nextInt(4) == 0) {
            body.set("otherPeers", JSON.arrayNode().add(six ? "2001:db8:1::99" : "10.1.0.99"));
        }
        return body;
    }

    private void advertising(ObjectNode body, boolean second) {
        if (second) {
            body.put("vrrpVersion", 2);
            maybe(body, "advertInterval", "1s", "255s", "1500ms", "256s", "1000ms", "10ms");
            maybe(body, "password", "12345678", "!", "~", "", "123456789", "with it", "pässe");
        } else {
            maybe(body, "advertInterval", "10ms", "20ms", "40950ms", "40960ms", "5ms", "15ms", "255s");
        }
    }

    private ArrayNode addresses(boolean six) {
        ArrayNode addresses = JSON.arrayNode();
        int count = random.nextInt(ODD) == 0 ? pick(0, 89, 90, 91, 254, 255, 256) : 1 + random.nextInt(3);
        int block = random.nextInt(200);
        for (int i = 0; i < count; i++) {
            addresses.add(six ? "2001:db8::" + block + ":" + Integer.toHexString(i + 1) : "10.2." + block + "." + i);
        }
        if (random.nextInt(ODD) == 0) {
            addresses.add(pick(
                    "169.254.1.1",
                    "0.0.0.1",
                    "239.255.255.255",
                    "223.255.255.255",
                    "240.0.0.1",
                    "255.255.255.255",
                    "127.0.0.1",
                    "fe80::1",
                    "fec0::1",
                    "::2:1",
                    "::ffff:10.0.0.1",
                    "ff02::12",
                    "::1"));
        }
        return addresses;
    }

    private ArrayNode members(boolean six, boolean owner, ArrayNode addresses) {
        ArrayNode members = JSON.arrayNode();
        int count = 1 + random.nextInt(directors.size());
        for (int i = 0; i < count; i++) {
            ObjectNode member = members.addObject();
            boolean owns = owner && i == 0 && !addresses.isEmpty();
            member.put("director", directors.get(i));
            member.put("priority", owns ? 255 : random.nextInt(ODD) == 0 ? pick(0, 1, 254, 255, 256) : 200 - 10 * i);
            member.put("source", owns ? addresses.get(0).textValue() : source(six, i));
            maybe(member, "networkInterface", "eth1", "bond0.100", "abcdefghijklmno", "abcdefghijklmnop", "-x");
        }
        return members;
    }

    private String source(boolean six, int member) {
        if (six) {
            return (random.nextBoolean() ? "fe80::" : "2001:db8:1::") + (member + 1);
        }
        return (random.nextInt(ODD) == 0 ? "169.254.0." : "10.1.0.") + (member + 1);
    }

    /** In one request of three the property is there. */
    private void maybe(ObjectNode body, String property, String... values) {
        if (random.nextInt(3) == 0) {
            body.put(property, pick(values));
        }
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
