@NullMarked
package dev.lvsfleet.controlplane.ipvsadm;

import org.jspecify.annotations.NullMarked;
