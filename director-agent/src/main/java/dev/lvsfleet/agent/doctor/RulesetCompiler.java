package dev.lvsfleet.agent.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lvsfleet.agent.doctor.Ruleset.Chain;
import dev.lvsfleet.agent.doctor.Ruleset.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what {@code nft -j list ruleset} lists one after the other together again. */
final class RulesetCompiler {

    private RulesetCompiler() {}

    /** What is no chain and no rule, or is newer than this reader, is passed over. */
    static Ruleset compile(JsonNode listed) {
        Map<String, JsonNode> chains = new LinkedHashMap<>();
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        for (JsonNode object : listed.path("nftables")) {
            JsonNode chain = object.path("chain");
            if (chain.isObject()) {
                chains.put(key(chain, "name"), chain);
            }
            JsonNode rule = object.path("rule");
            if (rule.isObject()) {
                rules.computeIfAbsent(key(rule, "chain"), _ -> new ArrayList<>())
                        .add(rule(rule));
            }
        }
        return new Ruleset(chains.entrySet().stream()
                .map(it -> chain(it.getValue(), rules.getOrDefault(it.getKey(), List.of())))
                .toList());
    }

    private static String key(JsonNode object, String name) {
        return object.path("family").asText() + " " + object.path("table").asText() + " "
                + object.path(name).asText();
    }

    private static Rule rule(JsonNode rule) {
        List<JsonNode> statements = new ArrayList<>();
        rule.path("expr").forEach(statements::add);
        return new Rule(rule.path("handle").asLong(), statements);
    }

    private static Chain chain(JsonNode chain, List<Rule> rules) {
        return new Chain(
                chain.path("family").asText(),
                chain.path("table").asText(),
                chain.path("name").asText(),
                chain.path("hook").asText(),
                chain.path("type").asText(),
                chain.path("policy").asText().equals("drop"),
                rules);
    }
}
