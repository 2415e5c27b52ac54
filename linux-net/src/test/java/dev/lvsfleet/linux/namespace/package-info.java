@NullMarked
package dev.lvsfleet.linux.namespace;

import org.jspecify.annotations.NullMarked;
