package dev.lvsfleet.lab.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.manifest.ManifestItem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Desired state in a file: a YAML list of {@code kind} and {@code spec}, in the order in which it is applied. */
public final class Manifest {

    private final List<ManifestItem> items;

    private Manifest(List<ManifestItem> items) {
        this.items = List.copyOf(items);
    }

    /** The manifest in a file.
     *
     * @throws LabException when it is not such a list; the message names the file and the entry */
    public static Manifest read(Path file) throws IOException {
        JsonNode list = new YAMLMapper().readTree(file.toFile());
        if (list == null || !list.isArray()) {
            throw new LabException(file + " is not a YAML list of kind and spec");
        }
        List<ManifestItem> items = new ArrayList<>();
        for (JsonNode entry : list) {
            ManifestItem item = new ManifestItem(Kind.of(entry.path("kind").asText()), entry.path("spec"));
            if (item.name().isEmpty()) {
                throw new LabException(file + ": entry " + (items.size() + 1) + " has no spec with a name");
            }
            items.add(item);
        }
        return new Manifest(items);
    }

    List<ManifestItem> items() {
        return items;
    }
}
