@NullMarked
package dev.lvsfleet.linux.raw;

import org.jspecify.annotations.NullMarked;
