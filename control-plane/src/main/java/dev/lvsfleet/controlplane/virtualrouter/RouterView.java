package dev.lvsfleet.controlplane.virtualrouter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A virtual router in an answer.
 *
 * @param revision the group's when this was read or changed
 */
public record RouterView(@JsonUnwrapped RouterBody router, long version, long revision) {

    static RouterView of(RouterRow row, long revision) {
        return new RouterView(RouterBody.of(row.spec()), row.version, revision);
    }

    String name() {
        return router.name();
    }
}
