package dev.lvsfleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.topology.Chapter;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages tell people to type can be pasted while the lab stands: no variable that nothing sets, no node that is not there. */
class DocumentedCommandsTest {

    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern USED = Pattern.compile("\\$([A-Z_]+)");
    private static final Pattern SET = Pattern.compile("\\b([A-Z_]+)=");
    private static final Pattern NODE =
            Pattern.compile("\\./fleet lab (?:exec|stop|start|kill|logs) ([a-z][a-z0-9-]*)");
    private static final Pattern NAMED = Pattern.compile("name: ([a-z0-9-]+)\n");
    private static final Pattern MADE = Pattern.compile("\"name\": \"([a-z0-9-]+)\"");
    private static final Pattern PATH =
            Pattern.compile("\\$API/(?:directors|virtual-routers|director-groups)/([a-z0-9-]+)");

    /** What {@code ./fleet lab status} gives a shell. */
    private static final Set<String> OF_THE_LAB = Set.of("API", "TOKEN");

    private static final Path ROOT = Checkout.find().root();

    @Test
    void everyVariableIsTheLabsOrSetOnThePageBefore() throws IOException {
        int seen = 0;
        for (Path page : pages()) {
            Set<String> known = new HashSet<>(OF_THE_LAB);
            for (String block : commands(page)) {
                names(SET, block).forEach(known::add);
                assertThat(names(USED, block))
                        .as("%s: %s", page.getFileName(), block)
                        .isSubsetOf(known);
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(3);
    }

    @Test
    void everyNodeIsInALab() throws IOException {
        Set<String> nodes = Arrays.stream(Chapter.values())
                .flatMap(chapter -> Topology.of(chapter).nodes().stream())
                .map(Node::name)
                .collect(Collectors.toSet());
        int seen = 0;
        for (Path page : pages()) {
            Set<String> named = names(NODE, Files.readString(page));
            assertThat(named).as("%s", page.getFileName()).isSubsetOf(nodes);
            seen += named.size();
        }
        assertThat(seen).isGreaterThan(3);
    }

    @Test
    void everyThingThatIsAskedForIsTheLabsOrMadeOnThePageBefore() throws IOException {
        Set<String> lab = names(NAMED, Files.readString(Checkout.find().manifest("direct-routing")));
        int seen = 0;
        for (Path page : pages()) {
            Set<String> known = new HashSet<>(lab);
            for (String block : commands(page)) {
                known.addAll(names(MADE, block));
                assertThat(names(PATH, block)).as("%s", page.getFileName()).isSubsetOf(known);
                seen += names(PATH, block).size();
            }
        }
        assertThat(seen).isGreaterThan(3);
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toSet());
    }

    private static List<String> commands(Path page) throws IOException {
        return SHELL.matcher(Files.readString(page))
                .results()
                .map((MatchResult it) -> it.group(1))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            docs.filter(it -> it.toString().endsWith(".md")),
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("lab/README.md")))
                    .sorted()
                    .toList();
        }
    }
}
