package dev.lvsfleet.lab;

import java.util.List;
import java.util.Optional;

/** What {@code ./fleet lab} was asked to do. */
public sealed interface Command {

    String USAGE = """
            usage: ./fleet lab [--lab NAME] COMMAND
              up [--fresh]                    start, wait until traffic flows, print a summary
              status [--json]                 nodes, addresses, processes, kernel, URLs
              exec NODE -- CMD...             run CMD in that node; its output and exit code
              stop|start|kill NODE PROCESS    kill is SIGKILL
              logs NODE [PROCESS]             what it wrote
              down                            everything gone""";

    record Up(boolean fresh) implements Command {}

    record Status(boolean json) implements Command {}

    record Exec(String node, List<String> command) implements Command {
        public Exec {
            command = List.copyOf(command);
        }
    }

    record Stop(String node, String process) implements Command {}

    record Start(String node, String process) implements Command {}

    record Kill(String node, String process) implements Command {}

    record Logs(String node, Optional<String> process) implements Command {}

    record Down() implements Command {}

    /** The command that the words are.
     *
     * @throws IllegalArgumentException when they are none; the message is what to print */
    static Command parse(List<String> words) {
        String verb = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (verb) {
            case "up" -> new Up(flag(rest, "--fresh"));
            case "status" -> new Status(flag(rest, "--json"));
            case "down" -> expecting(rest.isEmpty(), new Down());
            case "exec" -> exec(rest);
            case "stop" -> new Stop(word(rest, 0, 2), word(rest, 1, 2));
            case "start" -> new Start(word(rest, 0, 2), word(rest, 1, 2));
            case "kill" -> new Kill(word(rest, 0, 2), word(rest, 1, 2));
            case "logs" ->
                rest.size() == 1
                        ? new Logs(rest.getFirst(), Optional.empty())
                        : new Logs(word(rest, 0, 2), Optional.of(word(rest, 1, 2)));
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static Command exec(List<String> rest) {
        boolean dashes = rest.size() > 1 && rest.get(1).equals("--");
        List<String> command = rest.subList(Math.min(rest.size(), dashes ? 2 : 1), rest.size());
        return expecting(!command.isEmpty(), new Exec(rest.isEmpty() ? "" : rest.getFirst(), command));
    }

    private static boolean flag(List<String> rest, String flag) {
        return expecting(rest.isEmpty() || rest.equals(List.of(flag)), !rest.isEmpty());
    }

    private static String word(List<String> rest, int index, int count) {
        expecting(rest.size() == count, rest);
        return rest.get(index);
    }

    private static <T> T expecting(boolean wellFormed, T value) {
        if (!wellFormed) {
            throw new IllegalArgumentException(USAGE);
        }
        return value;
    }
}
