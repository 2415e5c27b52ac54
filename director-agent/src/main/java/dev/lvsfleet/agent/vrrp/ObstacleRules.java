package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Conditions;
import dev.lvsfleet.vrrp.election.Track;
import java.util.ArrayList;
import java.util.List;

/** Says what of this node keeps a virtual router from taking part. Pure. */
final class ObstacleRules {

    private ObstacleRules() {}

    /** Sentences in one line; empty when nothing does. What others track of it is theirs to say. */
    static String words(RouterSettings settings, Conditions conditions) {
        List<String> sentences = new ArrayList<>();
        String interfaceName = settings.networkInterface();
        if (!conditions.linkUp()) {
            sentences.add(link(settings));
        }
        if (isBroken(conditions, Surroundings.SOURCE)) {
            sentences.add(source(settings));
        }
        if (isBroken(conditions, EffectShell.SENDING)) {
            sentences.add("Nothing that it sends leaves " + interfaceName + ".");
        }
        if (isBroken(conditions, EffectShell.ADDRESSES)) {
            sentences.add("Its addresses cannot be put on " + interfaceName + ".");
        }
        return String.join(" ", sentences);
    }

    /** That nothing goes in or out. */
    static String link(RouterSettings settings) {
        return "Its interface " + settings.networkInterface() + " is down, or not there.";
    }

    /** That it cannot send from the address it is to send from. */
    static String source(RouterSettings settings) {
        return "Its source " + settings.election().source().getHostAddress() + " is not on "
                + settings.networkInterface() + ", or not in use yet.";
    }

    private static boolean isBroken(Conditions conditions, String thing) {
        return conditions.tracks().get(thing) instanceof Track.Faults;
    }
}
