package dev.lvsfleet.lab.endtoend;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes a service to anything that SET can make of it and under which its real servers can serve every connection.
 *
 * @param schedulers the scheduler is one of these
 */
record RandomEdit(RandomGenerator random, List<String> realServers, List<String> schedulers) {

    /** All but {@code twos}, which many kernels are built without. */
    static final List<String> SCHEDULERS =
            List.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "fo", "ovf");

    /** These ask for one real server and refuse when that one takes nothing, so all must. */
    private static final List<String> STUBBORN = List.of("dh");

    /**
     * More connections than there ever are: for {@code ovf} a weight is a number of them, and thresholds count those too
     * that ended within the last two minutes.
     */
    private static final int PLENTY = 1_000_000;

    void apply(ObjectNode service) {
        String scheduler = schedulers.get(random.nextInt(schedulers.size()));
        service.put("scheduler", scheduler);
        flags(scheduler, service.putArray("schedulerFlags"));
        persistence(service);
        service.put("drainTimeout", oneIn(4) ? "30s" : "1m");
        service.put("whenDown", random.nextBoolean() ? "remove" : "quiesce");
        service.put("ejectionLimit", random.nextInt(101));
        members(scheduler, service.putArray("realServers"));
    }

    private void flags(String scheduler, ArrayNode flags) {
        if (scheduler.equals("sh") || scheduler.equals("mh")) {
            flags.add(scheduler + "-fallback");
            if (random.nextBoolean()) {
                flags.add(scheduler + "-port");
            }
        }
    }

    private void persistence(ObjectNode service) {
        if (oneIn(3)) {
            service.putObject("persistence")
                    .put("timeout", 1 + random.nextInt(600) + "s")
                    .put("prefix", 8 + random.nextInt(25));
        } else {
            service.putNull("persistence");
        }
    }

    /** Sometimes one is not named, which drains it, and comes back with a later edit. */
    private void members(String scheduler, ArrayNode members) {
        boolean all = STUBBORN.contains(scheduler);
        List<String> named = new ArrayList<>(realServers);
        Collections.shuffle(named, java.util.Random.from(random));
        if (!all && oneIn(4)) {
            named.removeLast();
        }
        for (String address : named) {
            boolean mayRest = !all && members.size() < named.size() - 1;
            int weight = mayRest && oneIn(3) ? 0 : 1 + random.nextInt(10);
            int upper = oneIn(3) ? PLENTY + random.nextInt(PLENTY) : 0;
            members.addObject()
                    .put("address", address)
                    .put("port", 80)
                    .put("weight", scheduler.equals("ovf") ? weight * PLENTY : weight)
                    .put("upperThreshold", upper)
                    .put("lowerThreshold", upper == 0 ? 0 : random.nextInt(upper));
        }
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
