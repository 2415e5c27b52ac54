package dev.lvsfleet.controlplane.ipvsadm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lvsfleet.controlplane.body.JsonBody;
import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.virtualservice.ServiceReader;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.text.IpvsadmReader;
import dev.lvsfleet.ipvs.text.IpvsadmReading;
import dev.lvsfleet.ipvs.text.NotCarried;
import dev.lvsfleet.ipvs.text.ServiceLines;
import dev.lvsfleet.ipvs.text.SourceLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a manifest of what {@code ipvsadm -S -n} saved; pure.
 *
 * <p>What the kernel had and the API refuses is left out and named: a real server alone where it alone is to blame, else the
 * service with all of its lines.
 */
final class ManifestCompiler {

    private static final Pattern REAL_SERVER = Pattern.compile("realServers\\[(\\d+)](?:\\.(.*))?");

    private final String group;
    private final List<ImportedTable.Item> items = new ArrayList<>();
    private final List<NotCarried> notCarried = new ArrayList<>();

    private ManifestCompiler(String group) {
        this.group = group;
    }

    /** The services of the text, all of them of this group. */
    static ImportedTable compile(String text, String group) {
        ManifestCompiler compiler = new ManifestCompiler(group);
        IpvsadmReading reading = IpvsadmReader.read(text);
        compiler.notCarried.addAll(reading.notCarried());
        reading.table()
                .services()
                .forEach((key, entry) -> compiler.service(
                        entry, Objects.requireNonNull(reading.lines().get(key))));
        compiler.notCarried.sort(Comparator.comparingInt(NotCarried::number));
        return new ImportedTable(compiler.items, compiler.notCarried);
    }

    /** Each round has a real server less, so there are no more rounds than real servers. */
    private void service(ServiceEntry entry, ServiceLines lines) {
        List<Destination> destinations = new ArrayList<>(entry.destinations().values());
        while (true) {
            ObjectNode spec = SpecCompiler.compile(entry.service(), destinations, group);
            List<FieldError> errors = new JsonBody(spec).errors(body -> ServiceReader.read(body, ""));
            if (errors.isEmpty()) {
                items.add(new ImportedTable.Item("VirtualService", spec));
                return;
            }
            Map<Integer, String> refused = refusedServers(errors);
            if (refused.isEmpty()) {
                refuse(lines, destinations, errors.getFirst());
                return;
            }
            refused.forEach((index, reason) ->
                    notCarried.add(line(lines, destinations.get(index)).notCarried(reason)));
            List<Destination> bad =
                    refused.keySet().stream().map(destinations::get).toList();
            destinations.removeAll(bad);
        }
    }

    /** By their places, with the first thing that is wrong with each. */
    private static Map<Integer, String> refusedServers(List<FieldError> errors) {
        Map<Integer, String> refused = new TreeMap<>();
        for (FieldError error : errors) {
            Matcher place = REAL_SERVER.matcher(error.field());
            if (place.matches()) {
                refused.putIfAbsent(Integer.parseInt(place.group(1)), sentence(place.group(2), error.message()));
            }
        }
        return refused;
    }

    private void refuse(ServiceLines lines, List<Destination> destinations, FieldError error) {
        notCarried.add(lines.service().notCarried(sentence(error.field(), error.message())));
        for (Destination destination : destinations) {
            notCarried.add(line(lines, destination)
                    .notCarried("its service, line " + lines.service().number() + ", is not carried"));
        }
    }

    private static SourceLine line(ServiceLines lines, Destination destination) {
        return Objects.requireNonNull(lines.destinations().get(destination.key()));
    }

    private static String sentence(String field, String message) {
        return field == null || field.isEmpty() ? message : field + ": " + message;
    }
}
