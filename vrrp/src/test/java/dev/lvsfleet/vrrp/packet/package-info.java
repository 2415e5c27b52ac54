@NullMarked
package dev.lvsfleet.vrrp.packet;

import org.jspecify.annotations.NullMarked;
