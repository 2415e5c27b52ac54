@NullMarked
package dev.lvsfleet.linux.arp;

import org.jspecify.annotations.NullMarked;
