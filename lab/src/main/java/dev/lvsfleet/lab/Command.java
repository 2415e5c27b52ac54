package dev.lvsfleet.lab;

import dev.lvsfleet.lab.topology.Chapter;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.util.List;
import java.util.Optional;

/** What {@code ./fleet lab} was asked to do. */
public sealed interface Command {

    /**
     * Brings the lab up.
     *
     * @param fresh from nothing
     * @param chapter what it shall show; empty for what it shows already, or direct routing
     */
    record Up(boolean fresh, Optional<Chapter> chapter) implements Command {}

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
     * @param topology names the processes that a node has, for those who name none
     * @throws UsageException when they are none; the message says which word is wrong or missing */
    static Command parse(List<String> words, Topology topology) {
        if (words.isEmpty()) {
            throw new UsageException("lab takes a command.");
        }
        String verb = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        return switch (verb) {
            case "up" -> up(rest);
            case "status" -> new Status(flag(verb, rest, "--json"));
            case "down" -> {
                none(verb, rest);
                yield new Down();
            }
            case "exec" -> exec(rest);
            case "stop" -> {
                ProcessId id = process(verb, rest, topology);
                yield new Stop(id.node(), id.process());
            }
            case "start" -> {
                ProcessId id = process(verb, rest, topology);
                yield new Start(id.node(), id.process());
            }
            case "kill" -> {
                ProcessId id = process(verb, rest, topology);
                yield new Kill(id.node(), id.process());
            }
            case "logs" -> logs(rest);
            default -> throw new UsageException("lab has no command \"" + verb + "\".");
        };
    }

    private static ProcessId process(String verb, List<String> rest, Topology topology) {
        if (rest.isEmpty()) {
            throw new UsageException("lab " + verb + " takes NODE and PROCESS; both are missing.");
        }
        String node = rest.getFirst();
        if (rest.size() < 2) {
            throw new UsageException("lab " + verb + " " + node + " takes a PROCESS, which is missing; on " + node
                    + " there is " + topology.node(node).processText() + ".");
        }
        none(verb + " NODE PROCESS", rest.subList(2, rest.size()));
        return new ProcessId(node, rest.get(1));
    }

    private static Command logs(List<String> rest) {
        if (rest.isEmpty()) {
            throw new UsageException("lab logs takes NODE, and PROCESS when you want one; NODE is missing.");
        }
        none("logs NODE PROCESS", rest.subList(Math.min(2, rest.size()), rest.size()));
        return new Logs(rest.getFirst(), rest.stream().skip(1).findFirst());
    }

    private static Command exec(List<String> rest) {
        if (rest.isEmpty()) {
            throw new UsageException("lab exec takes NODE, -- and a command; all are missing.");
        }
        boolean dashes = rest.size() > 1 && rest.get(1).equals("--");
        List<String> command = rest.subList(dashes ? 2 : 1, rest.size());
        if (command.isEmpty()) {
            throw new UsageException("lab exec " + rest.getFirst() + " takes a command behind --; it is missing.");
        }
        return new Exec(rest.getFirst(), command);
    }

    private static Command up(List<String> rest) {
        boolean fresh = false;
        Optional<Chapter> chapter = Optional.empty();
        for (int i = 0; i < rest.size(); i++) {
            switch (rest.get(i)) {
                case "--fresh" -> fresh = true;
                case "--topology" -> {
                    i++;
                    chapter = Optional.of(chapter(i < rest.size() ? rest.get(i) : ""));
                }
                default -> throw unknown("up", rest.get(i), "--fresh and --topology " + Chapter.words());
            }
        }
        return new Up(fresh, chapter);
    }

    private static Chapter chapter(String word) {
        return Chapter.of(word)
                .orElseThrow(() -> new UsageException("lab up --topology takes one of " + Chapter.words() + ", "
                        + (word.isEmpty() ? "which is missing." : "not \"" + word + "\".")));
    }

    private static UsageException unknown(String verb, String word, String takes) {
        String kind = word.startsWith("-") ? "unknown flag" : "unknown word";
        return new UsageException(kind + " \"" + word + "\" of lab " + verb + "; it takes " + takes + ".");
    }

    private static boolean flag(String verb, List<String> rest, String flag) {
        for (String word : rest) {
            if (!word.equals(flag)) {
                throw unknown(verb, word, flag);
            }
        }
        return !rest.isEmpty();
    }

    private static void none(String what, List<String> rest) {
        if (!rest.isEmpty()) {
            throw new UsageException(
                    "unknown word \"" + rest.getFirst() + "\" of lab " + what + "; it takes nothing more.");
        }
    }
}
