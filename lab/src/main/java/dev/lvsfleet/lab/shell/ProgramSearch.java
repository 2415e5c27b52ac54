package dev.lvsfleet.lab.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says beforehand that a command cannot be run, so that the answer is the same in every kind of node, and a shell's.
 *
 * @param directories where a program without a slash in its name is looked for
 */
record ProgramSearch(List<Path> directories) {

    /** The exit code of a command that is not there. */
    static final int NOT_FOUND = 127;

    /** The exit code of a command that is there and cannot be run. */
    static final int NOT_EXECUTABLE = 126;

    /** Why a command does not run: the exit code that says so, and the sentence. */
    record Refusal(int exitCode, String sentence) {}

    ProgramSearch {
        directories = List.copyOf(directories);
    }

    /** In the directories of {@code PATH}. */
    static ProgramSearch ofPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin:/sbin:/bin");
        return new ProgramSearch(
                List.of(path.split(":", -1)).stream().map(Path::of).toList());
    }

    /** Why the program of that name cannot be run; empty when it can. */
    Optional<Refusal> refusal(String program) {
        List<Path> files = candidates(program).stream().filter(Files::exists).toList();
        if (files.isEmpty()) {
            return Optional.of(new Refusal(NOT_FOUND, program + ": there is no such command"));
        }
        return files.stream().anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                ? Optional.empty()
                : Optional.of(new Refusal(NOT_EXECUTABLE, program + ": is not executable"));
    }

    private List<Path> candidates(String program) {
        if (program.isEmpty()) {
            return List.of();
        }
        return program.contains("/")
                ? List.of(Path.of(program))
                : directories.stream()
                        .map(directory -> directory.resolve(program))
                        .toList();
    }
}
