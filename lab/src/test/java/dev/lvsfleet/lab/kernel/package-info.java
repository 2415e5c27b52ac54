/** The kernel contract of the netlink modules, held on a kernel that has IPVS. */
@NullMarked
package dev.lvsfleet.lab.kernel;

import org.jspecify.annotations.NullMarked;
