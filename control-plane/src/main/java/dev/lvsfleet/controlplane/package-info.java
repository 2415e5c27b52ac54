@NullMarked
package dev.lvsfleet.controlplane;

import org.jspecify.annotations.NullMarked;
