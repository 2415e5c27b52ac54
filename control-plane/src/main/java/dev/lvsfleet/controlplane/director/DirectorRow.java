package dev.lvsfleet.controlplane.director;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
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

    public long version;
}
