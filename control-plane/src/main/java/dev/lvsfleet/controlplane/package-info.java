/** REST over PostgreSQL: holds what should be served, compiles it per node and publishes it to Kafka. */
@NullMarked
package dev.lvsfleet.controlplane;

import org.jspecify.annotations.NullMarked;
