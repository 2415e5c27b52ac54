import org.jspecify.annotations.NullMarked;

/** A typed client of the kernel's IPVS, the values its tables consist of, and a planner. */
@NullMarked
module dev.lvsfleet.ipvs {
    requires static transitive org.jspecify;
    // A client can be given a connection of one's own, and answers with the kernel's errno.
    requires transitive dev.lvsfleet.linux;

    exports dev.lvsfleet.ipvs;
    exports dev.lvsfleet.ipvs.plan;
    exports dev.lvsfleet.ipvs.text;
    // The fake kernel serves the tests of whoever uses the client.
    exports dev.lvsfleet.ipvs.testing;
}
