@NullMarked
package dev.lvsfleet.linux.module;

import org.jspecify.annotations.NullMarked;
