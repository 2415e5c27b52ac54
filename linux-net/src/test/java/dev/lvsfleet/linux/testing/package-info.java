@NullMarked
package dev.lvsfleet.linux.testing;

import org.jspecify.annotations.NullMarked;
