package dev.lvsfleet.controlplane.director;

import dev.lvsfleet.contract.TablePolicy.Existing;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code director}. */
@Entity(name = "Director")
@Table(name = "director")
public class DirectorRow {

    @Id
    public String name = "";

    @Column(name = "group_name")
    public String group = "";

    @Column(name = "network_interface")
    public String networkInterface = "";

    @Enumerated(EnumType.STRING)
    public Existing existing = Existing.ADOPT;

    public boolean exclusive;

    public long version;

    void set(Director director) {
        group = director.group();
        networkInterface = director.networkInterface();
        existing = director.table().existing();
        exclusive = director.table().exclusive();
    }
}
