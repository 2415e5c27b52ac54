/** Network namespaces of the calling thread. */
@NullMarked
package dev.lvsfleet.linux.namespace;

import org.jspecify.annotations.NullMarked;
