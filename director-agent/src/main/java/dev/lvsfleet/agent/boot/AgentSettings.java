package dev.lvsfleet.agent.boot;

import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.signature.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings that have been checked: an agent can run with these.
 *
 * @param node as the control plane names nodes: 1 to 63 lower-case letters, digits and hyphens, no hyphen first or last
 * @param site the same
 * @param stateDirectory exists and can be written to
 * @param trustedKeys at least one
 * @param resyncInterval 1 second to 1 hour
 * @param leaving whether the node leaves the fleet
 * @param modulesLoadDirectory need not exist
 */
public record AgentSettings(
        String node,
        String site,
        Path stateDirectory,
        List<PublicKey> trustedKeys,
        Duration resyncInterval,
        NodeRole role,
        boolean leaving,
        Path modulesLoadDirectory) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

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
                directory(config.stateDir()),
                keys(config.trustedKeys()),
                interval(config.resyncInterval()),
                role(config.role()),
                config.leave(),
                config.modulesLoadDir());
    }

    private static NodeRole role(String word) {
        return Arrays.stream(NodeRole.values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(
                        "lvsfleet.agent.role is '" + word + "', but must be director or real-server"));
    }

    private static String name(String setting, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSettingException(setting + " is '" + name
                    + "', but a name is 1 to 63 lower-case letters, digits and hyphens, no" + " hyphen first or last");
        }
        return name;
    }

    private static Path directory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InvalidSettingException("lvsfleet.agent.state-dir '" + directory + "' cannot be made: " + e);
        }
        if (!Files.isWritable(directory)) {
            throw new InvalidSettingException("lvsfleet.agent.state-dir '" + directory + "' cannot be written to");
        }
        return directory;
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

    private static Duration interval(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new InvalidSettingException(
                    "lvsfleet.agent.resync-interval is " + interval + ", but must be 1 second to 1 hour");
        }
        return interval;
    }
}
