package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.contract.Topic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Works out what a site's outbox entries mean now: every record that has to be sent, from one snapshot.
 *
 * <p>What it knows about targets and real servers is {@link #note noted} with the entries' deletion, so it counts only after the
 * acknowledgements.
 */
final class Publication {

    /** What a group wants from now on, and no longer. */
    private record Wanted(String group, Set<String> added, Set<String> removed) {}

    private final String site;
    private final OutboxStore store;
    private final HostPublication hosts;
    private final List<OutgoingRecord> records = new ArrayList<>();
    private final List<Wanted> changes = new ArrayList<>();

    private Publication(String site, OutboxStore store, HostPublication hosts) {
        this.site = site;
        this.store = store;
        this.hosts = hosts;
    }

    /** Reads from the store and changes no row; only revisions for real servers are taken, and never given back. */
    static Publication of(String site, List<OutboxEntry> entries, OutboxStore store, Instant now) throws SQLException {
        Set<String> touched = mentioned(entries, OutboxEntry::group);
        Set<String> nodes = mentioned(entries, OutboxEntry::node);
        Map<String, GroupSnapshot> groups = store.groups(touched).stream()
                .filter(group -> group.site().equals(site))
                .collect(Collectors.toMap(GroupSnapshot::name, Function.identity(), (one, same) -> one, TreeMap::new));
        HostStore.Concern concern = new HostStore.Concern(nodes, realServers(groups.values()), touched);
        Publication publication = new Publication(site, store, HostPublication.of(site, concern, store.hosts(), now));
        publication.addGroups(groups.values());
        publication.addTargets(touched, groups);
        publication.addDepartures(nodes);
        publication.records.addAll(publication.hosts.records());
        return publication;
    }

    private static Set<String> mentioned(List<OutboxEntry> entries, Function<OutboxEntry, @Nullable String> what) {
        return entries.stream().map(what).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The addresses whose hosts may have to be prepared otherwise now. */
    private static Set<String> realServers(Collection<GroupSnapshot> groups) {
        return groups.stream()
                .flatMap(group -> group.services().stream())
                .flatMap(service -> Stream.concat(service.realServers().stream(), service.fallback().stream()))
                .map(server -> AddressText.of(server.address()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<OutgoingRecord> records() {
        return List.copyOf(records);
    }

    /** Keeps which targets, and which documents of real servers, Kafka has by now. */
    void note(OutboxStore acknowledged) throws SQLException {
        for (Wanted change : changes) {
            if (!change.added().isEmpty()) {
                acknowledged.targetsWanted(site, change.group(), change.added());
            }
            if (!change.removed().isEmpty()) {
                acknowledged.targetsUnwanted(site, change.group(), change.removed());
            }
        }
        hosts.note(acknowledged.hosts());
    }

    private void addGroups(Collection<GroupSnapshot> groups) {
        for (GroupSnapshot group : groups) {
            DesiredStateCompiler.compile(group)
                    .forEach(document -> records.add(OutgoingRecord.of(Topic.DESIRED_STATE, site, document)));
        }
    }

    private void addTargets(Set<String> touched, Map<String, GroupSnapshot> groups) throws SQLException {
        Set<String> dropped = new TreeSet<>();
        Set<String> kept = new TreeSet<>();
        for (String name : touched) {
            GroupSnapshot group = groups.get(name);
            Map<String, ProbeTarget> wanted = group == null ? Map.of() : ProbeTargetCompiler.compile(group.services());
            Map<String, Boolean> published = store.publishedTargets(site, name);
            Set<String> added = new TreeSet<>(wanted.keySet());
            added.removeIf(id -> published.getOrDefault(id, false));
            added.forEach(id ->
                    records.add(OutgoingRecord.of(Topic.PROBE_TARGETS, site, Objects.requireNonNull(wanted.get(id)))));
            Set<String> removed = new TreeSet<>(published.keySet());
            removed.removeAll(wanted.keySet());
            changes.add(new Wanted(name, added, removed));
            dropped.addAll(removed);
            kept.addAll(wanted.keySet());
        }
        dropped.removeAll(kept);
        dropped.removeAll(store.wantedByOthers(site, touched, dropped));
        dropped.forEach(id -> records.add(OutgoingRecord.tombstone(Topic.PROBE_TARGETS, site, id)));
    }

    /** A node that was deleted, or moved to another site, ends its document there; one that came back does not. */
    private void addDepartures(Set<String> nodes) throws SQLException {
        Map<String, String> sites = store.sitesOf(nodes);
        nodes.stream()
                .filter(node -> !site.equals(sites.get(node)))
                .forEach(node -> records.add(OutgoingRecord.tombstone(Topic.DESIRED_STATE, site, node)));
    }
}
