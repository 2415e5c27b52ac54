package dev.lvsfleet.agent.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads which modules are loaded at boot, whoever wrote so. Source: modules-load.d(5). Stateless and thread-safe. */
final class BootModulesClient {

    private final Path directory;

    BootModulesClient(Path directory) {
        this.directory = directory;
    }

    Set<String> read() throws IOException {
        Set<String> modules = new TreeSet<>();
        if (!Files.isDirectory(directory)) {
            return modules;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".conf")).toList()) {
                Files.readString(file, StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(it -> !it.isEmpty() && it.charAt(0) != '#' && it.charAt(0) != ';')
                        .forEach(it -> modules.add(it.replace('-', '_')));
            }
        }
        return modules;
    }
}
