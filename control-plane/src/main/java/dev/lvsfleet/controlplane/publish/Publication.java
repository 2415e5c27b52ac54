package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.contract.Topic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Works out what a batch of outbox entries means now: every record that has to be sent, from one snapshot.
 *
 * <p>What it notes about published targets is in the same transaction as the entries' deletion, so it counts only after
 * the acknowledgements.
 */
final class Publication {

    private record GroupAt(String site, String group) {}

    private final OutboxStore store;
    private final List<OutgoingRecord> records = new ArrayList<>();
    private final List<GroupSnapshot> groups = new ArrayList<>();

    private Publication(OutboxStore store) {
        this.store = store;
    }

    static List<OutgoingRecord> of(List<OutboxEntry> entries, OutboxStore store) throws SQLException {
        Publication publication = new Publication(store);
        publication.addGroups(entries);
        publication.addDepartures(entries);
        publication.addHosts(entries);
        return publication.records;
    }

    private void addGroups(List<OutboxEntry> entries) throws SQLException {
        Set<GroupAt> touched = new TreeSet<>(Comparator.comparing(GroupAt::site).thenComparing(GroupAt::group));
        for (OutboxEntry entry : entries) {
            if (entry.group() != null) {
                touched.add(new GroupAt(entry.site(), entry.group()));
            }
        }
        Map<GroupAt, GroupSnapshot> groups = store
                .groups(touched.stream().map(GroupAt::group).toList())
                .stream()
                .collect(Collectors.toMap(group -> new GroupAt(group.site(), group.name()), Function.identity()));
        this.groups.addAll(groups.values());
        for (GroupSnapshot group : groups.values()) {
            DesiredStateCompiler.compile(group)
                    .forEach(document -> records.add(OutgoingRecord.of(Topic.DESIRED_STATE, group.site(), document)));
        }
        addTargets(touched, groups);
    }

    private void addTargets(Set<GroupAt> touched, Map<GroupAt, GroupSnapshot> groups) throws SQLException {
        Map<String, Set<String>> dropped = new TreeMap<>();
        for (GroupAt at : touched) {
            GroupSnapshot group = groups.get(at);
            Map<String, ProbeTarget> wanted = group == null ? Map.of() : ProbeTargetCompiler.compile(group.services());
            Set<String> published = store.publishedTargets(at.site(), at.group());
            Set<String> added = without(wanted.keySet(), published);
            Set<String> removed = without(published, wanted.keySet());
            if (!added.isEmpty()) {
                store.targetsWanted(at.site(), at.group(), added);
                added.forEach(id -> records.add(
                        OutgoingRecord.of(Topic.PROBE_TARGETS, at.site(), Objects.requireNonNull(wanted.get(id)))));
            }
            if (!removed.isEmpty()) {
                store.targetsUnwanted(at.site(), at.group(), removed);
                dropped.computeIfAbsent(at.site(), site -> new TreeSet<>()).addAll(removed);
            }
        }
        for (Map.Entry<String, Set<String>> site : dropped.entrySet()) {
            without(site.getValue(), store.stillWanted(site.getKey(), site.getValue()))
                    .forEach(id -> records.add(OutgoingRecord.tombstone(Topic.PROBE_TARGETS, site.getKey(), id)));
        }
    }

    /** A node that was deleted, or moved to another site, ends its document there; one that came back does not. */
    private void addDepartures(List<OutboxEntry> entries) throws SQLException {
        List<String> nodes = entries.stream()
                .map(OutboxEntry::node)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<String, String> sites = store.sitesOf(nodes);
        sites.putAll(store.hosts().sitesOf(nodes));
        for (OutboxEntry entry : entries) {
            if (entry.node() != null && !entry.site().equals(sites.get(entry.node()))) {
                records.add(OutgoingRecord.tombstone(Topic.DESIRED_STATE, entry.site(), entry.node()));
            }
        }
    }

    /** The real servers that changed, that a touched group names, or that one named when they were last published. */
    private void addHosts(List<OutboxEntry> entries) throws SQLException {
        Map<String, List<OutboxEntry>> bySite =
                entries.stream().collect(Collectors.groupingBy(OutboxEntry::site, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<OutboxEntry>> site : bySite.entrySet()) {
            HostPublication hosts =
                    HostPublication.of(site.getKey(), concern(site.getValue()), store.hosts(), Instant.now());
            records.addAll(hosts.records());
            hosts.note(store.hosts());
        }
    }

    private HostStore.Concern concern(List<OutboxEntry> entries) {
        Set<String> nodes = new TreeSet<>();
        Set<String> touched = new TreeSet<>();
        for (OutboxEntry entry : entries) {
            if (entry.node() != null) {
                nodes.add(entry.node());
            }
            if (entry.group() != null) {
                touched.add(entry.group());
            }
        }
        Set<String> addresses = groups.stream()
                .filter(group -> touched.contains(group.name()))
                .flatMap(group -> group.services().stream())
                .flatMap(service -> Stream.concat(service.realServers().stream(), service.fallback().stream()))
                .map(server -> AddressText.of(server.address()))
                .collect(Collectors.toCollection(TreeSet::new));
        return new HostStore.Concern(nodes, addresses, touched);
    }

    private static Set<String> without(Set<String> from, Set<String> what) {
        return from.stream().filter(id -> !what.contains(id)).collect(Collectors.toCollection(TreeSet::new));
    }
}
