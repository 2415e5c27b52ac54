package dev.lvsfleet.controlplane.site;

/** A site in an answer. */
public record SiteView(String name, String description, long version) {

    static SiteView of(SiteRow row) {
        return new SiteView(row.name, row.description, row.version);
    }
}
