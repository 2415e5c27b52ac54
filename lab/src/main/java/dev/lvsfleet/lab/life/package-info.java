/** The lab's life: up, status, down. */
@NullMarked
package dev.lvsfleet.lab.life;

import org.jspecify.annotations.NullMarked;
