package dev.lvsfleet.agent.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Starts the agent, unless its settings are such that it could not run: then one sentence on the standard error says which
 * one and why, and the exit code is 2.
 */
@QuarkusMain
public final class AgentMain {

    /** As for a command line that cannot be understood. */
    static final int UNUSABLE_SETTINGS = 2;

    private static final Pattern MISSING = Pattern.compile("The config property (\\S+) is required but");

    AgentMain() {}

    public static void main(String... arguments) {
        // Before anything logs; Quarkus does the same, but the settings are looked at before Quarkus starts.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Optional<String> fault = fault(ConfigUtils.configBuilder());
        if (fault.isPresent()) {
            System.err.println("director-agent: " + fault.get());
            System.exit(UNUSABLE_SETTINGS);
        }
        Quarkus.run(arguments);
    }

    /** What is wrong with the settings, in one sentence; empty when an agent can run with them. */
    static Optional<String> fault(SmallRyeConfigBuilder sources) {
        try {
            SmallRyeConfig config = sources.withMapping(AgentConfig.class).build();
            AgentSettings.of(config.getConfigMapping(AgentConfig.class));
            return Optional.empty();
        } catch (ConfigValidationException e) {
            return Optional.of(sentence(e));
        } catch (InvalidSettingException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What is missing first and together, then whatever else is wrong, without the numbers the library gives it. */
    private static String sentence(ConfigValidationException invalid) {
        List<String> problems = IntStream.range(0, invalid.getProblemCount())
                .mapToObj(it -> invalid.getProblem(it).getMessage().replaceFirst("^([\\w.]+: )?SRCFG\\d+: ", ""))
                .toList();
        List<String> missing = problems.stream()
                .map(MISSING::matcher)
                .filter(Matcher::lookingAt)
                .map(matcher -> matcher.group(1))
                .sorted()
                .toList();
        Stream<String> others =
                problems.stream().filter(problem -> !MISSING.matcher(problem).lookingAt());
        return Stream.concat(required(missing), others).collect(Collectors.joining("; "));
    }

    private static Stream<String> required(List<String> missing) {
        return missing.isEmpty() ? Stream.empty() : Stream.of("required, but not set: " + String.join(", ", missing));
    }
}
