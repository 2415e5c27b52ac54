package dev.lvsfleet.agent.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a condition of a rule holds for a packet, as far as can be told without looking into sets and at the moment.
 *
 * <p>Source: libnftables-json(5), the statement {@code match} and its expressions.
 */
final class MatchRules {

    private static final Set<String> TRANSPORTS = Set.of("tcp", "udp", "sctp", "udplite", "dccp");
    private static final int LONGEST_ADDRESS_TEXT = 45;

    private MatchRules() {}

    /** Whether a condition holds. */
    enum Truth {
        /** It holds, and it names this packet's protocol number, port or address. */
        NAMED,
        HOLDS,
        FAILS,
        UNCERTAIN;

        Truth not() {
            return switch (this) {
                case NAMED, HOLDS -> FAILS;
                case FAILS -> HOLDS;
                case UNCERTAIN -> UNCERTAIN;
            };
        }
    }

    /** What is known of a packet under the left side of a condition.
     *
     * @param values each of them is a name of the same; none when the packet has nothing of the kind
     * @param names whether it tells this packet from most others */
    private record Fact(List<String> values, boolean names) {}

    static Truth match(JsonNode match, Packet packet) {
        JsonNode left = match.path("left");
        JsonNode right = match.path("right");
        return switch (match.path("op").asText()) {
            case "==", "in" -> among(left, right, packet);
            case "!=" -> among(left, right, packet).not();
            default -> Truth.UNCERTAIN;
        };
    }

    /** Whether what the packet has under the left side is the right side, or one of it. */
    static Truth among(JsonNode left, JsonNode right, Packet packet) {
        Optional<Fact> fact = fact(left, packet);
        if (fact.isEmpty()) {
            return Truth.UNCERTAIN;
        }
        if (fact.get().values().isEmpty()) {
            return Truth.FAILS;
        }
        Truth truth = contains(right, fact.get().values());
        return truth == Truth.HOLDS && fact.get().names() ? Truth.NAMED : truth;
    }

    private static Optional<Fact> fact(JsonNode left, Packet packet) {
        if (left.has("meta")) {
            return meta(left.path("meta").path("key").asText(), packet);
        }
        if (left.has("payload")) {
            JsonNode payload = left.path("payload");
            return payload(
                    payload.path("protocol").asText(), payload.path("field").asText(), packet);
        }
        if (left.has("ct") && left.path("ct").path("key").asText().equals("state")) {
            return Optional.of(new Fact(List.of("new"), false));
        }
        if (left.path("fib").path("result").asText().equals("type")
                && left.path("fib").path("flags").toString().equals("[\"daddr\"]")) {
            return Optional.of(new Fact(List.of(packet.isVrrp() ? "multicast" : "local"), false));
        }
        return Optional.empty();
    }

    private static Optional<Fact> meta(String key, Packet packet) {
        return switch (key) {
            case "l4proto" -> protocol(packet);
            case "iif", "iifname" -> Optional.of(new Fact(List.of(packet.networkInterface()), false));
            case "nfproto" -> Optional.of(new Fact(List.of(packet.ipv6() ? "ipv6" : "ipv4"), false));
            case "protocol" -> Optional.of(new Fact(List.of(packet.ipv6() ? "ip6" : "ip"), false));
            default -> Optional.empty();
        };
    }

    private static Optional<Fact> payload(String protocol, String field, Packet packet) {
        Optional<Fact> nothing = Optional.of(new Fact(List.of(), false));
        boolean network = protocol.equals(packet.ipv6() ? "ip6" : "ip");
        if (network) {
            return switch (field) {
                case "protocol", "nexthdr" -> protocol(packet);
                case "daddr" ->
                    Optional.of(new Fact(List.of(packet.destination().getHostAddress()), true));
                default -> Optional.empty();
            };
        }
        boolean transport = protocol.equals(packet.protocol()) || (protocol.equals("th") && !packet.isVrrp());
        if (transport) {
            return field.equals("dport")
                    ? Optional.of(new Fact(List.of(Integer.toString(packet.port())), true))
                    : Optional.empty();
        }
        boolean another = TRANSPORTS.contains(protocol) || protocol.startsWith("ip") || protocol.startsWith("icmp");
        return another || protocol.equals("th") ? nothing : Optional.empty();
    }

    /** Only VRRP is told from all else by its protocol. */
    private static Optional<Fact> protocol(Packet packet) {
        return Optional.of(new Fact(List.of(packet.protocol(), Integer.toString(packet.number())), packet.isVrrp()));
    }

    private static Truth contains(JsonNode right, List<String> values) {
        JsonNode several = right.has("set") ? right.path("set") : right;
        if (several.isArray()) {
            Truth found = Truth.FAILS;
            for (JsonNode one : several) {
                Truth truth = contains(one, values);
                if (truth == Truth.HOLDS) {
                    return truth;
                }
                found = truth == Truth.UNCERTAIN ? truth : found;
            }
            return found;
        }
        if (right.has("elem")) {
            return contains(right.path("elem").path("val"), values);
        }
        if (right.has("prefix")) {
            JsonNode prefix = right.path("prefix");
            return inPrefix(prefix.path("addr").asText(), prefix.path("len").asInt(), values.getFirst());
        }
        if (right.has("range")) {
            return inRange(right.path("range"), values.getFirst());
        }
        return right.isObject() || right.asText().startsWith("@") ? Truth.UNCERTAIN : equal(right.asText(), values);
    }

    private static Truth equal(String right, List<String> values) {
        boolean wild = right.endsWith("*") && values.getFirst().startsWith(right.substring(0, right.length() - 1));
        return wild || values.contains(right) || sameAddress(right, values.getFirst()) ? Truth.HOLDS : Truth.FAILS;
    }

    /** IPv6 has more than one spelling. */
    private static boolean sameAddress(String one, String other) {
        Optional<BigInteger> first = address(one);
        return first.isPresent() && first.equals(address(other));
    }

    private static Truth inPrefix(String network, int length, String value) {
        Optional<BigInteger> base = address(network);
        Optional<BigInteger> own = address(value);
        if (base.isEmpty() || own.isEmpty()) {
            return Truth.UNCERTAIN;
        }
        int host = (value.indexOf(':') < 0 ? 32 : 128) - length;
        return base.get().shiftRight(host).equals(own.get().shiftRight(host)) ? Truth.HOLDS : Truth.FAILS;
    }

    private static Truth inRange(JsonNode range, String value) {
        Optional<BigInteger> low = number(range.path(0).asText());
        Optional<BigInteger> high = number(range.path(1).asText());
        Optional<BigInteger> own = number(value);
        if (low.isEmpty() || high.isEmpty() || own.isEmpty()) {
            return Truth.UNCERTAIN;
        }
        return own.get().compareTo(low.get()) >= 0 && own.get().compareTo(high.get()) <= 0 ? Truth.HOLDS : Truth.FAILS;
    }

    private static Optional<BigInteger> number(String text) {
        return text.matches("\\d{1,10}") ? Optional.of(new BigInteger(text)) : address(text);
    }

    /** A literal only, so that no name is ever looked up. */
    private static Optional<BigInteger> address(String text) {
        boolean literal = text.length() <= LONGEST_ADDRESS_TEXT && text.matches("[0-9a-fA-F.:]*[.:][0-9a-fA-F.:]*");
        try {
            return literal
                    ? Optional.of(new BigInteger(1, InetAddress.ofLiteral(text).getAddress()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
