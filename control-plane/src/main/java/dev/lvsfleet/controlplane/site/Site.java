package dev.lvsfleet.controlplane.site;

import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;

/** A data center as the operator describes it. */
record Site(String name, String description) {

    static Site read(FieldReader body, String inPath) {
        body.ignore("version");
        return new Site(Name.of(body, inPath), Name.description(body));
    }
}
