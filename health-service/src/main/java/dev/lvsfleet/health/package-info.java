@NullMarked
package dev.lvsfleet.health;

import org.jspecify.annotations.NullMarked;
