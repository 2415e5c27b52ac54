@NullMarked
package dev.lvsfleet.linux.fou;

import org.jspecify.annotations.NullMarked;
