package dev.lvsfleet.controlplane.event;

import dev.lvsfleet.controlplane.body.Given;
import dev.lvsfleet.controlplane.body.Page;
import dev.lvsfleet.controlplane.problem.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** The events over HTTP, the newest first. */
@Path("/api/v1/events")
@Produces(MediaType.APPLICATION_JSON)
public class EventResource {

    private static final String SELECT = "SELECT id, site, node, at, kind, severity, subject, message FROM fleet_event"
            + " WHERE (? = '' OR node = ?) AND (? = '' OR kind = ?) AND id < ? ORDER BY id DESC LIMIT ?";

    private final DataSource database;

    public EventResource(DataSource database) {
        this.database = database;
    }

    @GET
    public Page<EventView> list(
            @QueryParam("node") @DefaultValue("") String node,
            @QueryParam("kind") @DefaultValue("") String kind,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit)
            throws SQLException {
        long before = before(after);
        int size = Page.limit(limit);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, node);
            select.setString(2, node);
            select.setString(3, kind);
            select.setString(4, kind);
            select.setLong(5, before);
            select.setInt(6, size + 1);
            try (ResultSet rows = select.executeQuery()) {
                List<EventView> events = new ArrayList<>();
                while (rows.next()) {
                    events.add(view(rows));
                }
                return Page.of(events, size, event -> Long.toString(event.id()), Function.identity());
            }
        }
    }

    /** Newest first, so what follows an event on a page is older. */
    private static long before(String after) {
        if (after.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException notOne) {
            throw Problem.invalid("after", "Must be the id of an event, " + Given.was(after) + ".")
                    .exception();
        }
    }

    private static EventView view(ResultSet row) throws SQLException {
        return new EventView(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }
}
