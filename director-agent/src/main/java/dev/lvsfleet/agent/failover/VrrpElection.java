package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.agent.vrrp.VrrpSettings;
import dev.lvsfleet.agent.vrrp.VrrpShell;
import dev.lvsfleet.vrrp.election.Track;
import java.util.List;

/** The election on the wire. */
public record VrrpElection(VrrpShell shell) implements Election {

    @Override
    public boolean configure(VrrpSettings settings) {
        return shell.configure(settings);
    }

    @Override
    public boolean able(String router, boolean able) {
        return shell.able(router, able);
    }

    @Override
    public boolean track(String router, String thing, Track track) {
        return shell.track(router, thing, track);
    }

    @Override
    public boolean switchOver(String router) {
        return shell.switchOver(router);
    }

    @Override
    public List<RouterStatus> statuses() {
        return shell.statuses();
    }
}
