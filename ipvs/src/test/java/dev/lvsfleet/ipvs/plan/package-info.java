@NullMarked
package dev.lvsfleet.ipvs.plan;

import org.jspecify.annotations.NullMarked;
