@NullMarked
package dev.lvsfleet.linux.sysctl;

import org.jspecify.annotations.NullMarked;
