@NullMarked
package dev.lvsfleet.ipvs.text;

import org.jspecify.annotations.NullMarked;
