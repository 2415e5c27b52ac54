/** The way in from ipvsadm: what it saved, as a manifest. */
@NullMarked
package dev.lvsfleet.controlplane.ipvsadm;

import org.jspecify.annotations.NullMarked;
