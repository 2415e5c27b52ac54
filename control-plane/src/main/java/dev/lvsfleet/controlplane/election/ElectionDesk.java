package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.JsonBody;
import dev.lvsfleet.controlplane.body.Name;
import dev.lvsfleet.controlplane.election.SwitchOverRules.Decision;
import dev.lvsfleet.controlplane.election.SwitchOverRules.Left;
import dev.lvsfleet.controlplane.election.SwitchOverRules.Request;
import dev.lvsfleet.controlplane.group.GroupStore;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.RevisionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Says who of a group holds what, and asks for a switch-over. Thread-safe. */
@ApplicationScoped
public class ElectionDesk {

    private static final String ASK = "INSERT INTO switch_over (router, id, from_node, asked_at)"
            + " VALUES (?1, ?2, ?3, clock_timestamp()) ON CONFLICT (router) DO UPDATE"
            + " SET id = excluded.id, from_node = excluded.from_node, asked_at = excluded.asked_at, doubted_at = NULL,"
            + " outcome = NULL, ended_at = NULL, to_node = NULL, gap_millis = NULL";

    private final GroupStore groups;
    private final RevisionStore revisions;
    private final EntityManager entities;

    ElectionDesk(GroupStore groups, RevisionStore revisions, EntityManager entities) {
        this.groups = groups;
        this.revisions = revisions;
        this.entities = entities;
    }

    /**
     * A switch-over that was asked for.
     *
     * @param id the revision that brings it to the directors
     * @param left those of the group, or of the director, whose role nobody is asked to give
     */
    public record Asked(long id, List<Giver> virtualRouters, List<Kept> left) {

        public Asked {
            virtualRouters = List.copyOf(virtualRouters);
            left = List.copyOf(left);
        }
    }

    /** A virtual router, and who is asked to give its role away. */
    public record Giver(String name, String from) {}

    /** A virtual router whose role stays, and why, in one sentence. */
    public record Kept(String name, String why) {}

    /** The virtual routers of a group, in the order of their names. */
    @Transactional
    public List<ElectionView> elections(String group) {
        return standings(group).stream().map(ElectionView::of).toList();
    }

    private List<Standing> standings(String group) {
        return entities.unwrap(Session.class).doReturningWork(connection -> new StandingStore(connection).of(group));
    }

    /**
     * Asks for a switch-over.
     *
     * @param body which, and from whom; null, or empty, for all that the group has
     */
    @Transactional
    public Asked ask(String group, @Nullable JsonBody body) {
        Request request = body == null || body.isEmpty() ? new Request(null, null) : body.as(ElectionDesk::request);
        if (groups.lock(List.of(group)).isEmpty()) {
            throw Answers.notFound("director group", group);
        }
        return switch (SwitchOverRules.decide(request, standings(group))) {
            case Decision.Refuse(String because) ->
                throw ProblemKind.CONFLICT.because(because).exception();
            case Decision.Ask(Map<String, String> from, List<Left> left) -> ask(group, from, left);
        };
    }

    private Asked ask(String group, Map<String, String> from, List<Left> left) {
        long id = revisions.revise(List.of(group));
        from.forEach((router, director) -> entities.createNativeQuery(ASK)
                .setParameter(1, router)
                .setParameter(2, id)
                .setParameter(3, director)
                .executeUpdate());
        return new Asked(
                id,
                from.entrySet().stream()
                        .map(it -> new Giver(it.getKey(), it.getValue()))
                        .toList(),
                left.stream().map(it -> new Kept(it.name(), it.why())).toList());
    }

    private static Request request(FieldReader body) {
        return new Request(
                body.optional("virtualRouter", Name::parse).orElse(null),
                body.optional("from", Name::parse).orElse(null));
    }
}
