@NullMarked
package dev.lvsfleet.linux.rtnetlink;

import org.jspecify.annotations.NullMarked;
