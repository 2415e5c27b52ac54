package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** A record that travels on the bus, one type per topic. */
public sealed interface ContractRecord
        permits DesiredState, ProbeTarget, HealthVerdict, ApplyReport, ServiceState, FleetEvent {

    /** The schema it was written with; a reader refuses one newer than it knows. */
    int schema();

    /** The Kafka key: what compaction keeps one record of, and what the partition is chosen by. */
    @JsonIgnore
    String key();
}
