@NullMarked
package dev.lvsfleet.agent.doctor;

import org.jspecify.annotations.NullMarked;
