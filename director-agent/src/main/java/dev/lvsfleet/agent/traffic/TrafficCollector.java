package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.agent.traffic.Traffic.RealServerLine;
import dev.lvsfleet.agent.traffic.Traffic.ServiceLine;
import dev.lvsfleet.ipvs.TrafficCounters;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Shows Prometheus what the services carry. The series are made when they are asked for, so those of an entry that is gone are
 * gone too, and 20,000 entries cost no meters. Thread-safe.
 */
public final class TrafficCollector extends Collector {

    private static final List<String> OF_SERVICE = List.of("service", "protocol", "endpoint");
    private static final List<String> OF_REAL_SERVER = List.of("service", "protocol", "real_server");

    private static final List<Figure> FIGURES = List.of(
            new Figure("connections", "Connections scheduled.", TrafficCounters::connections),
            new Figure("incoming_packets", "Packets from clients.", TrafficCounters::incomingPackets),
            new Figure(
                    "outgoing_packets", "Packets to clients, which only NAT shows.", TrafficCounters::outgoingPackets),
            new Figure("incoming_bytes", "Bytes from clients.", TrafficCounters::incomingBytes),
            new Figure("outgoing_bytes", "Bytes to clients, which only NAT shows.", TrafficCounters::outgoingBytes));

    private final TrafficBoard board;

    public TrafficCollector(TrafficBoard board) {
        this.board = board;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Traffic traffic = board.traffic();
        List<MetricFamilySamples> families = new ArrayList<>();
        for (Figure figure : FIGURES) {
            families.add(services(figure, traffic.services()));
            families.add(realServers(figure, traffic.realServers()));
        }
        families.add(
                gauge("active_connections", "Established connections.", traffic.realServers(), RealServerLine::active));
        families.add(
                gauge("inactive_connections", "Other connections.", traffic.realServers(), RealServerLine::inactive));
        families.add(gauge("weight", "The kernel's weight.", traffic.realServers(), RealServerLine::weight));
        families.add(new GaugeMetricFamily(
                "lvsfleet_ipvs_limited",
                "1 while there are too many entries to show real servers.",
                traffic.limited() ? 1 : 0));
        return families;
    }

    /** What is counted. */
    private record Figure(String word, String help, ToLongFunction<TrafficCounters> of) {}

    private static MetricFamilySamples services(Figure figure, List<ServiceLine> lines) {
        CounterMetricFamily family =
                new CounterMetricFamily("lvsfleet_ipvs_service_" + figure.word(), figure.help(), OF_SERVICE);
        lines.forEach(it -> family.addMetric(List.of(it.service(), it.protocol(), it.endpoint()), (double)
                figure.of().applyAsLong(it.total())));
        return family;
    }

    private static MetricFamilySamples realServers(Figure figure, List<RealServerLine> lines) {
        CounterMetricFamily family =
                new CounterMetricFamily("lvsfleet_ipvs_real_server_" + figure.word(), figure.help(), OF_REAL_SERVER);
        lines.forEach(it -> family.addMetric(labels(it), (double) figure.of().applyAsLong(it.total())));
        return family;
    }

    private static MetricFamilySamples gauge(
            String word, String help, List<RealServerLine> lines, ToDoubleFunction<RealServerLine> value) {
        GaugeMetricFamily family = new GaugeMetricFamily("lvsfleet_ipvs_real_server_" + word, help, OF_REAL_SERVER);
        lines.forEach(it -> family.addMetric(labels(it), value.applyAsDouble(it)));
        return family;
    }

    private static List<String> labels(RealServerLine line) {
        return List.of(line.service(), line.protocol(), line.realServer());
    }
}
