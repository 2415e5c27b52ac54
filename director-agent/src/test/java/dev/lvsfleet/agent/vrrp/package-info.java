@NullMarked
package dev.lvsfleet.agent.vrrp;

import org.jspecify.annotations.NullMarked;
