@NullMarked
package dev.lvsfleet.linux.sys;

import org.jspecify.annotations.NullMarked;
