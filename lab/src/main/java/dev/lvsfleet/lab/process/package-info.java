/** Long-lived processes of the lab: starting them detached, recognising them again, stopping them. */
@NullMarked
package dev.lvsfleet.lab.process;

import org.jspecify.annotations.NullMarked;
