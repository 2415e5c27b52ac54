/** Every answer that is not a success: RFC 9457 problems that name the wrong fields and never show a stack trace. */
@NullMarked
package dev.lvsfleet.controlplane.problem;

import org.jspecify.annotations.NullMarked;
