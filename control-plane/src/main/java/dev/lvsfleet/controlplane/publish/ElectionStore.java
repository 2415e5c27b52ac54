package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.controlplane.publish.GroupSnapshot.Elections;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Wish;
import dev.lvsfleet.controlplane.virtualrouter.RouterBody;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The virtual routers of some groups, as the relay reads them row by row. Not thread-safe. */
final class ElectionStore {

    static final String SELECT = "SELECT r.group_name, CAST(r.spec AS text), w.id, w.from_node FROM virtual_router r"
            + " LEFT JOIN switch_over w ON w.router = r.name WHERE r.group_name = ANY (?)";

    private final Map<String, List<RouterSpec>> routers = new HashMap<>();
    private final Map<String, Wish> wishes = new HashMap<>();

    void read(ResultSet row) throws SQLException {
        RouterSpec spec = RouterBody.read(row.getString(2));
        routers.computeIfAbsent(row.getString(1), group -> new ArrayList<>()).add(spec);
        String from = row.getString(4);
        if (from != null) {
            wishes.put(spec.name(), new Wish(row.getLong(3), from));
        }
    }

    /** The group with its virtual routers. */
    GroupSnapshot add(@Nullable Integer syncId, GroupSnapshot group) {
        return group.with(new Elections(routers.getOrDefault(group.name(), List.of()), wishes, syncId));
    }
}
