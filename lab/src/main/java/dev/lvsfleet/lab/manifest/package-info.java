/** Desired state as a file, applied through the control plane's REST API like any user's. */
@NullMarked
package dev.lvsfleet.lab.manifest;

import org.jspecify.annotations.NullMarked;
