package dev.lvsfleet.agent.event;

import dev.lvsfleet.contract.FleetEvent;

/** Something to tell the fleet, before it is known who says it when. */
public record Notice(FleetEvent.Kind kind, FleetEvent.Severity severity, String subject, String message) {}
