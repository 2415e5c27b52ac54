/** Virtual services: the address, the scheduler, the real servers and their health check. */
@NullMarked
package dev.lvsfleet.controlplane.virtualservice;

import org.jspecify.annotations.NullMarked;
