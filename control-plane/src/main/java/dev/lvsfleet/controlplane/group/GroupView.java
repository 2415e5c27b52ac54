package dev.lvsfleet.controlplane.group;

import org.jspecify.annotations.Nullable;

/**
 * A director group in an answer.
 *
 * @param addresses {@code elected}, or {@code everywhere}
 * @param connectionSync null when its directors do not tell each other of connections
 * @param version of the group's own fields
 * @param revision of everything in the group: what its directors' applied revision is compared with
 */
public record GroupView(
        String name,
        String site,
        String description,
        String addresses,
        @Nullable SyncView connectionSync,
        long version,
        long revision) {

    /** How the directors tell each other of connections. */
    public record SyncView(int syncId) {}

    public static GroupView of(GroupRow row) {
        return new GroupView(
                row.name,
                row.site,
                row.description,
                row.addresses,
                row.syncId == null ? null : new SyncView(row.syncId),
                row.version,
                row.revision);
    }
}
