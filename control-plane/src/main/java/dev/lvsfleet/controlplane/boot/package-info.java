/** The process from its first instruction to the first request: waiting for PostgreSQL, and ending with a sentence. */
@NullMarked
package dev.lvsfleet.controlplane.boot;

import org.jspecify.annotations.NullMarked;
