package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.contract.FleetName;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.signature.KeyFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Settings that have been checked: an agent can run with these.
 *
 * @param node a {@link FleetName}
 * @param site the same
 * @param stateDirectory exists, and can be written to or has a document to boot from
 * @param trustedKeys at least one
 * @param resyncInterval 1 second to 1 hour
 * @param doctorInterval 1 second to 1 hour
 * @param leaving whether the node leaves the fleet
 * @param modulesLoadDirectory need not exist
 * @param budget 1 to 100 per cent
 * @param metricEntries 0 to 1,000,000
 */
public record AgentSettings(
        String node,
        String site,
        Path stateDirectory,
        List<PublicKey> trustedKeys,
        Duration resyncInterval,
        Duration doctorInterval,
        NodeRole role,
        boolean leaving,
        Path modulesLoadDirectory,
        DeletionBudget budget,
        int metricEntries) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_ENTRIES = 1_000_000;

    public AgentSettings {
        trustedKeys = List.copyOf(trustedKeys);
    }

    /** What the configuration means.
     *
     * @throws InvalidSettingException when an agent cannot run with it; the message is one sentence that names the setting */
    public static AgentSettings of(AgentConfig config) {
        return new AgentSettings(
                name("lvsfleet.agent.node", config.node()),
                name("lvsfleet.agent.site", config.site()),
                new StateDirectory(config.stateDir()).prepared(),
                keys(config.trustedKeys()),
                interval("lvsfleet.agent.resync-interval", config.resyncInterval()),
                interval("lvsfleet.agent.doctor-interval", config.doctorInterval()),
                role(config.role()),
                config.leave(),
                config.modulesLoadDir(),
                budget(config.budget().deletions()),
                entries(config.metrics().entries()));
    }

    private static NodeRole role(String word) {
        return Arrays.stream(NodeRole.values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(
                        "lvsfleet.agent.role is '" + word + "', but must be director or real-server"));
    }

    private static String name(String setting, String name) {
        if (!FleetName.isValid(name)) {
            throw new InvalidSettingException(setting + " is '" + name + "', but a name is " + FleetName.RULE);
        }
        return name;
    }

    private static List<PublicKey> keys(List<Path> files) {
        List<PublicKey> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.add(KeyFiles.readPublicKey(file));
            } catch (NoSuchFileException e) {
                throw new InvalidSettingException("lvsfleet.agent.trusted-keys: " + file + " does not exist");
            } catch (IOException e) {
                throw new InvalidSettingException("lvsfleet.agent.trusted-keys: " + e.getMessage());
            }
        }
        if (keys.isEmpty()) {
            throw new InvalidSettingException(
                    "lvsfleet.agent.trusted-keys names no key, so no document could be obeyed");
        }
        return keys;
    }

    private static int entries(int entries) {
        if (entries < 0 || entries > MOST_ENTRIES) {
            throw new InvalidSettingException(
                    "lvsfleet.agent.metrics.entries is " + entries + ", but must be 0 to " + MOST_ENTRIES);
        }
        return entries;
    }

    private static DeletionBudget budget(int percent) {
        if (percent < 1 || percent > 100) {
            throw new InvalidSettingException(
                    "lvsfleet.agent.budget.deletions is " + percent + ", but must be 1 to 100 per cent");
        }
        return new DeletionBudget(percent, DeletionBudget.DEFAULT.floor());
    }

    private static Duration interval(String setting, Duration interval) {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new InvalidSettingException(setting + " is " + interval + ", but must be 1 second to 1 hour");
        }
        return interval;
    }
}
