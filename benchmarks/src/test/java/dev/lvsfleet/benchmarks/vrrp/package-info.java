@NullMarked
package dev.lvsfleet.benchmarks.vrrp;

import org.jspecify.annotations.NullMarked;
