package dev.lvsfleet.agent.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The packet filter of the node, as {@code nft -j list ruleset} shows it (libnftables-json(5)). */
public record Ruleset(List<Chain> chains) {

    /** Nobody filters anything. */
    public static final Ruleset NONE = new Ruleset(List.of());

    public Ruleset {
        chains = List.copyOf(chains);
    }

    /**
     * A chain of rules.
     *
     * @param hook where packets enter it; empty for one that only rules lead to
     * @param kind of a chain on a hook: {@code filter}, {@code nat} or {@code route}
     * @param dropping whether its policy is to drop
     * @param rules in order; each is the list of its statements
     */
    public record Chain(
            String family, String table, String name, String hook, String kind, boolean dropping, List<Rule> rules) {

        public Chain {
            rules = List.copyOf(rules);
        }

        boolean isIn(Chain other) {
            return family.equals(other.family) && table.equals(other.table);
        }

        @Override
        public String toString() {
            return "table " + family + " " + table + ", chain " + name;
        }
    }

    /**
     * A rule.
     *
     * @param handle its number, as {@code nft -a} shows it
     */
    public record Rule(long handle, List<JsonNode> statements) {
        public Rule {
            statements = List.copyOf(statements);
        }
    }

    /** The chain that a rule of another one names. */
    Optional<Chain> target(Chain from, String name) {
        return chains.stream()
                .filter(it -> it.isIn(from) && it.name().equals(name))
                .findFirst();
    }
}
