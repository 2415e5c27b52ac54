@NullMarked
package dev.lvsfleet.controlplane.event;

import org.jspecify.annotations.NullMarked;
