package dev.lvsfleet.controlplane.group;

/**
 * A director group in an answer.
 *
 * @param version of the group's own fields
 * @param revision of everything in the group: what its directors' applied revision is compared with
 */
public record GroupView(String name, String site, String description, long version, long revision) {

    static GroupView of(GroupRow row) {
        return new GroupView(row.name, row.site, row.description, row.version, row.revision);
    }
}
