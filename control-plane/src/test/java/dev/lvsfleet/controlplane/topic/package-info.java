@NullMarked
package dev.lvsfleet.controlplane.topic;

import org.jspecify.annotations.NullMarked;
