package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.vrrp.PeerDifference;
import dev.lvsfleet.agent.vrrp.PeerNews;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts into words in what a peer differs: who, what it says, and what is stated here. Pure. */
final class PeerWords {

    /** So many addresses are named, of the rest how many there are. */
    private static final int NAMED = 5;

    private PeerWords() {}

    /** The event that tells of it. */
    static Notice of(String router, String peer, PeerNews news) {
        return switch (news) {
            case PeerNews.Differs(PeerDifference.Heard heard) ->
                new Notice(Kind.PEER_DIFFERS, Severity.WARNING, router, sentence(peer, heard));
            case PeerNews.Differs(PeerDifference.Unheard(PeerDifference.Why why)) ->
                new Notice(
                        Kind.PEER_DIFFERS,
                        Severity.ERROR,
                        router,
                        peer + " is not heard, so that each may be Active: " + words(why));
            case PeerNews.Over(PeerNews.Why why) ->
                new Notice(Kind.PEER_DIFFERS, Severity.INFO, router, peer + words(why));
        };
    }

    private static String words(PeerNews.Why why) {
        return switch (why) {
            case AGREES -> " advertises what is stated here again";
            case SILENT -> ", which differed, advertises no more: if it is a Backup, it may differ still";
            case TOLD_ANEW -> ", which differed, is compared anew with what is stated here now";
        };
    }

    private static String sentence(String peer, PeerDifference.Heard heard) {
        List<String> parts = new ArrayList<>();
        String more = named(heard.addresses(), heard.expected());
        if (!more.isEmpty()) {
            parts.add("it has " + more + ", which is not stated here");
        }
        String less = named(heard.expected(), heard.addresses());
        if (!less.isEmpty()) {
            parts.add("it lacks " + less + ", which is stated here");
        }
        if (!heard.interval().equals(heard.expectedInterval())) {
            parts.add("it advertises every " + heard.interval().toMillis() + " ms, "
                    + heard.expectedInterval().toMillis() + " ms are stated here");
        }
        return peer + " differs: " + String.join("; ", parts);
    }

    /** Those of the one that the other has not. */
    private static String named(Set<InetAddress> one, Set<InetAddress> other) {
        List<String> names = one.stream()
                .filter(address -> !other.contains(address))
                .map(AddressText::of)
                .sorted()
                .toList();
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }

    private static String words(PeerDifference.Why why) {
        return switch (why) {
            case OTHER_VERSION -> "it speaks another version of VRRP than is stated here";
            case OTHER_AUTHENTICATION -> "its password is another than is stated here, or one of the two has none";
            case OTHER_INTERVAL -> "its interval is another than is stated here, which version 2 does not take";
        };
    }
}
