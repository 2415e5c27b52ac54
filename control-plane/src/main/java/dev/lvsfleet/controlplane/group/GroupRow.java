package dev.lvsfleet.controlplane.group;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code director_group}. */
@Entity(name = "DirectorGroup")
@Table(name = "director_group")
public class GroupRow {

    @Id
    public String name = "";

    public String site = "";
    public String description = "";

    /** The word of a {@link Holding}. */
    public String addresses = Holding.ELECTED.word();

    public long version;
    public long revision;

    @Column(name = "revised_at")
    public Instant revisedAt = Instant.EPOCH;

    @Column(name = "sync_id")
    public @Nullable Integer syncId;
}
