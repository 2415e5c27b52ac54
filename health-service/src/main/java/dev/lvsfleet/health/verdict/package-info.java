/** What was judged: told to the directors on the bus, and remembered there across restarts. */
@NullMarked
package dev.lvsfleet.health.verdict;

import org.jspecify.annotations.NullMarked;
