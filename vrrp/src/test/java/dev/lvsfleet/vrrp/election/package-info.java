@NullMarked
package dev.lvsfleet.vrrp.election;

import org.jspecify.annotations.NullMarked;
