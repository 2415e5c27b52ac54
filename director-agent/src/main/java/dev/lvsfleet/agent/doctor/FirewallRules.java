package dev.lvsfleet.agent.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lvsfleet.agent.doctor.MatchRules.Truth;
import dev.lvsfleet.agent.doctor.Ruleset.Chain;
import dev.lvsfleet.agent.doctor.Ruleset.Rule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows a packet through the packet filter, and tells where it may be dropped. */
final class FirewallRules {

    private static final Set<String> HOOKS = Set.of("prerouting", "input");

    /** As deep as the kernel lets jumps go: {@code NFT_JUMP_STACK_SIZE}. */
    private static final int DEEPEST = 16;

    /** Statements that do something and decide nothing. */
    private static final Set<String> NEUTRAL = Set.of("counter", "log", "mangle", "notrack", "comment");

    private FirewallRules() {}

    /** Where a packet's way ends. */
    private sealed interface Fate {
        /** @param named whether a rule accepts that names this very packet */
        record Accepted(boolean named) implements Fate {}

        record Dropped(String where) implements Fate {}

        /** It goes on behind this chain, or behind this rule. */
        record Open() implements Fate {}

        /** A certain {@code return} or {@code goto}: the chain is over, and nobody has decided. */
        record Over() implements Fate {}
    }

    private static final Fate OPEN = new Fate.Open();

    /** The chain that may drop the packet and why it does; empty when none would. */
    static Optional<String> drop(Ruleset ruleset, Packet packet) {
        Set<String> families = Set.of("inet", packet.ipv6() ? "ip6" : "ip");
        return ruleset.chains().stream()
                .filter(it -> families.contains(it.family())
                        && HOOKS.contains(it.hook())
                        && !it.kind().equals("nat"))
                .flatMap(it -> base(ruleset, it, packet).stream())
                .findFirst();
    }

    private static Optional<String> base(Ruleset ruleset, Chain chain, Packet packet) {
        return switch (new Walk(ruleset, packet).chain(chain, 0)) {
            case Fate.Accepted _ -> Optional.empty();
            case Fate.Dropped(String where) -> Optional.of(where);
            case Fate.Open(), Fate.Over() ->
                chain.dropping() ? Optional.of(chain + ": its policy is drop and no rule accepts") : Optional.empty();
        };
    }

    /** One packet on its way. */
    private record Walk(Ruleset ruleset, Packet packet) {

        Fate chain(Chain chain, int depth) {
            for (Rule rule : chain.rules()) {
                Fate fate = rule(chain, rule, depth);
                if (!(fate instanceof Fate.Open)) {
                    return fate;
                }
            }
            return OPEN;
        }

        private Fate rule(Chain chain, Rule rule, int depth) {
            boolean certain = true;
            boolean named = false;
            for (JsonNode statement : rule.statements()) {
                Map.Entry<String, JsonNode> only =
                        statement.properties().stream().findFirst().orElse(Map.entry("", statement));
                String keyword = only.getKey();
                if (keyword.equals("match")) {
                    Truth truth = MatchRules.match(only.getValue(), packet);
                    if (truth == Truth.FAILS) {
                        return OPEN;
                    }
                    certain &= truth != Truth.UNCERTAIN;
                    named |= truth == Truth.NAMED;
                } else if (keyword.equals("vmap")) {
                    return map(chain, rule, only.getValue(), new Standing(certain, named), depth);
                } else if (isVerdict(keyword)) {
                    return verdict(chain, rule, statement, new Standing(certain, named), depth);
                } else if (!NEUTRAL.contains(keyword)) {
                    certain = false; // a limit, a set, an extension of iptables
                }
            }
            return OPEN;
        }

        private static boolean isVerdict(String keyword) {
            return switch (keyword) {
                case "accept", "drop", "reject", "jump", "goto", "return" -> true;
                default -> false;
            };
        }

        /** A map from values to verdicts; what is not in it goes on. */
        private Fate map(Chain chain, Rule rule, JsonNode map, Standing standing, int depth) {
            for (JsonNode pair : map.path("data").path("set")) {
                Truth truth = MatchRules.among(map.path("key"), pair.path(0), packet);
                if (truth == Truth.HOLDS || truth == Truth.NAMED) {
                    Standing with = new Standing(standing.certain(), standing.named() || truth == Truth.NAMED);
                    return verdict(chain, rule, pair.path(1), with, depth);
                }
            }
            return OPEN;
        }

        private Fate verdict(Chain chain, Rule rule, JsonNode verdict, Standing standing, int depth) {
            String keyword = verdict.properties().stream()
                    .findFirst()
                    .map(Map.Entry::getKey)
                    .orElse("");
            return switch (keyword) {
                case "accept" -> standing.certain() || standing.named() ? new Fate.Accepted(standing.named()) : OPEN;
                case "drop", "reject" ->
                    standing.certain() ? new Fate.Dropped(chain + ": rule " + rule.handle() + " drops it") : OPEN;
                case "jump", "goto" -> elsewhere(chain, verdict.path(keyword), standing, depth, keyword.equals("goto"));
                case "return" -> standing.certain() ? new Fate.Over() : OPEN;
                default -> OPEN;
            };
        }

        private Fate elsewhere(Chain chain, JsonNode where, Standing standing, int depth, boolean forGood) {
            Optional<Chain> target = ruleset.target(chain, where.path("target").asText());
            if (target.isEmpty() || depth == DEEPEST) {
                return OPEN;
            }
            Fate fate = chain(target.get(), depth + 1);
            return switch (fate) {
                case Fate.Accepted(boolean named) ->
                    standing.certain() || standing.named() || named
                            ? new Fate.Accepted(named || standing.named())
                            : OPEN;
                case Fate.Dropped _ -> standing.certain() ? fate : OPEN;
                case Fate.Open(), Fate.Over() -> forGood && standing.certain() ? new Fate.Over() : OPEN;
            };
        }
    }

    /** How sure it is that a rule means the packet. */
    private record Standing(boolean certain, boolean named) {}
}
