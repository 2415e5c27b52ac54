package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.topology.Chapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remembers for the life of a lab what it was made as: a file with the chapter's word and then the guests' names. */
record ShapeStore(LabHome home) {

    /** The shape that a lab was made with; empty when it was never made. */
    Optional<Shape> remembered() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file());
        Chapter chapter = lines.stream()
                .findFirst()
                .flatMap(Chapter::of)
                .orElseThrow(() -> new LabException(file() + " does not begin with one of " + Chapter.words()));
        return Optional.of(new Shape(chapter, Set.copyOf(lines.subList(1, lines.size()))));
    }

    void remember(Shape shape) throws IOException {
        home.marks();
        List<String> lines = new ArrayList<>(List.of(shape.chapter().word()));
        shape.guests().stream().sorted().forEach(lines::add);
        Files.write(file(), lines);
    }

    private Path file() {
        return home.directory().resolve("marks").resolve("shape");
    }
}
