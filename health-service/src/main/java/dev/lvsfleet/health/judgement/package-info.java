/** When a target counts as up or down, and when it is asked next: pure, the clock's readings are passed in. */
@NullMarked
package dev.lvsfleet.health.judgement;

import org.jspecify.annotations.NullMarked;
