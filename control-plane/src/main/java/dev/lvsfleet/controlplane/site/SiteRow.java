package dev.lvsfleet.controlplane.site;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code site}. */
@Entity(name = "Site")
@Table(name = "site")
public class SiteRow {

    @Id
    public String name = "";

    public String description = "";
    public long version;
}
