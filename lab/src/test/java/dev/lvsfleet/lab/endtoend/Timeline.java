package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.lab.manifest.FleetApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the API's events tell of one virtual router since a moment. Each director's are in the order of its own clock; between
 * two directors there is no order, as the clocks of two guests on a busy machine differ by more than a takeover takes.
 */
final class Timeline {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A director that was cut off, or a bus that was away, has first to find the other again. */
    private static final Duration ARRIVED = Duration.ofSeconds(60);

    private final RunningLab lab;
    private final String router;
    private final Map<String, Instant> begin;
    private final Set<Long> explained = new HashSet<>();

    private Timeline(RunningLab lab, String router, Map<String, Instant> begin) {
        this.lab = lab;
        this.router = router;
        this.begin = Map.copyOf(begin);
    }

    /** What happens from now on, by each director's own clock: those of guests on a busy machine are a little behind. */
    static Timeline of(RunningLab lab, String router) throws IOException, InterruptedException {
        Map<String, Instant> begin = new HashMap<>();
        for (String director : List.of(Directors.FIRST, Directors.SECOND)) {
            String now =
                    lab.exec(director, "date", "-u", "+%Y-%m-%dT%H:%M:%S.%NZ").orThrow("date on " + director);
            begin.put(director, Instant.parse(now.strip()));
        }
        return new Timeline(lab, router, begin);
    }

    /** An event that is to be there, by the beginning of its message. */
    record Told(String director, String kind, String beginning) {

        static Told role(String director, String beginning) {
            return new Told(director, "role-changed", beginning);
        }

        static Told fault(String director, String beginning) {
            return new Told(director, "router-fault", beginning);
        }

        /** By the one that has the role then. */
        static Told switchedOver(String director) {
            return new Told(director, "switch-over-done", "");
        }

        static Told started(String director) {
            return new Told(director, "agent-started", "");
        }

        boolean is(Event event) {
            return director.equals(event.director) && kind.equals(event.kind) && event.message.startsWith(beginning);
        }
    }

    /** One that is there. */
    record Event(long id, Instant at, String director, String kind, String subject, String message) {

        private static final Pattern GAP = Pattern.compile("; (\\d+) ms since the former Active's last word$");

        /**
         * How long a takeover took, as the director that took the role measured it: from the former Active's last word to the
         * announcement of the addresses.
         *
         * @throws AssertionError when the event does not tell it
         */
        Duration gap() {
            Matcher gap = GAP.matcher(message);
            assertThat(gap.find()).as("a measure in %s", this).isTrue();
            return Duration.ofMillis(Long.parseLong(gap.group(1)));
        }

        static Event read(JsonNode event) {
            return new Event(
                    event.path("id").asLong(),
                    Instant.parse(event.path("at").asText()),
                    event.path("node").asText(),
                    event.path("kind").asText(),
                    event.path("subject").asText(),
                    event.path("message").asText());
        }

        @Override
        public String toString() {
            return at + " " + director + " " + kind + " " + subject + ": " + message;
        }
    }

    /** Those of each director are told in this order; others may be told between them. Returns them in the story's order. */
    List<Event> tells(Told... story) {
        List<Event> found = new ArrayList<>();
        await().atMost(ARRIVED)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    List<Event> events = events();
                    found.clear();
                    found.addAll(found(events, story));
                    assertThat(found.size())
                            .as("%s of %s", List.of(story), events)
                            .isEqualTo(story.length);
                });
        found.forEach(event -> explained.add(event.id));
        return List.copyOf(found);
    }

    /** As much of the story as is told. */
    static List<Event> found(List<Event> events, Told... story) {
        Map<String, Integer> next = new HashMap<>();
        List<Event> found = new ArrayList<>();
        for (Told told : story) {
            List<Event> own = events.stream()
                    .filter(event -> event.director.equals(told.director))
                    .toList();
            int at = next.getOrDefault(told.director, 0);
            while (at < own.size() && !told.is(own.get(at))) {
                at++;
            }
            if (at < own.size()) {
                found.add(own.get(at));
            }
            next.put(told.director, at + 1);
        }
        return found;
    }

    /**
     * Every change of a role, and every fault, was part of what was asked about. One that is told again, word for word, was: an
     * agent whose Kafka did not acknowledge it tells it twice.
     */
    void wasToldWhole() throws IOException, InterruptedException {
        List<Event> events = events();
        Set<String> known = events.stream()
                .filter(event -> explained.contains(event.id))
                .map(Event::toString)
                .collect(Collectors.toSet());
        assertThat(events.stream()
                        .filter(event -> event.subject.equals(router))
                        .filter(event -> !known.contains(event.toString())))
                .as("told beside the story")
                .isEmpty();
    }

    private List<Event> events() throws IOException, InterruptedException {
        List<Event> events = new ArrayList<>();
        try (FleetApi api = lab.api()) {
            for (String director : List.of(Directors.FIRST, Directors.SECOND)) {
                JSON.readTree(api.get("events?limit=200&node=" + director).body())
                        .path("items")
                        .forEach(event -> events.add(Event.read(event)));
            }
        }
        events.removeIf(event -> event.at.isBefore(begin.getOrDefault(event.director, Instant.MAX)));
        events.removeIf(event -> !event.subject.equals(router) && !event.kind.equals("agent-started"));
        events.sort(Comparator.comparing(Event::at).thenComparingLong(Event::id));
        return events;
    }
}
