@NullMarked
package dev.lvsfleet.vrrp.sync;

import org.jspecify.annotations.NullMarked;
