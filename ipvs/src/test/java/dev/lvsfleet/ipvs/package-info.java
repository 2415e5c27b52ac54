@NullMarked
package dev.lvsfleet.ipvs;

import org.jspecify.annotations.NullMarked;
