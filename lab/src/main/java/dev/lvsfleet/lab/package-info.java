@NullMarked
package dev.lvsfleet.lab;

import org.jspecify.annotations.NullMarked;
