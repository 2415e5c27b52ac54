package dev.lvsfleet.controlplane.virtualrouter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** A row of {@code virtual_router}. */
@Entity(name = "VirtualRouter")
@Table(name = "virtual_router")
public class RouterRow {

    @Id
    public String name = "";

    @Column(name = "group_name")
    public String group = "";

    @ColumnTransformer(write = "?::jsonb")
    public String spec = "{}";

    public long version;

    void set(RouterSpec described) {
        spec = RouterBody.stored(described);
    }

    /** The virtual router that the row holds. */
    public RouterSpec spec() {
        return RouterBody.read(spec);
    }
}
