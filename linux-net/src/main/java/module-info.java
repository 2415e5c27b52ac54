import org.jspecify.annotations.NullMarked;

/** Talks to the Linux kernel: C calls, netlink, generic netlink, rtnetlink, raw IP, namespaces, settings and modules. */
@NullMarked
module dev.lvsfleet.linux {
    requires static transitive org.jspecify;

    exports dev.lvsfleet.linux.fou;
    exports dev.lvsfleet.linux.genetlink;
    exports dev.lvsfleet.linux.module;
    exports dev.lvsfleet.linux.namespace;
    exports dev.lvsfleet.linux.netlink;
    exports dev.lvsfleet.linux.raw;
    exports dev.lvsfleet.linux.rtnetlink;
    exports dev.lvsfleet.linux.sys;
    exports dev.lvsfleet.linux.sysctl;
    // Fakes are part of what a library of system calls owes to the tests of those who use it.
    exports dev.lvsfleet.linux.testing;
}
