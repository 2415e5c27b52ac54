package dev.lvsfleet.lab.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to start.
 *
 * @param environment added to the environment it inherits
 * @param log where its output is appended; the directory exists
 */
public record Launch(List<String> command, Map<String, String> environment, Path log) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
