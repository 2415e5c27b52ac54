package dev.lvsfleet.controlplane.publish;

import java.time.Instant;

/** How many entries of a site wait in the outbox, at least one, and since when the oldest does. */
record SiteQueue(String site, int entries, Instant oldest) {}
