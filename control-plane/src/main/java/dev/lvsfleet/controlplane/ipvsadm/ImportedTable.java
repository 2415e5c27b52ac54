package dev.lvsfleet.controlplane.ipvsadm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lvsfleet.ipvs.text.NotCarried;
import java.util.List;

/**
 * What became of a saved table.
 *
 * @param manifest what can be created as it stands, in the order of the text
 * @param notCarried every line of which nothing is in the manifest, in the order of the text
 */
public record ImportedTable(List<Item> manifest, List<NotCarried> notCarried) {

    public ImportedTable {
        manifest = List.copyOf(manifest);
        notCarried = List.copyOf(notCarried);
    }

    /**
     * An entry of a manifest.
     *
     * @param spec the body of the request that creates it
     */
    public record Item(String kind, JsonNode spec) {}
}
