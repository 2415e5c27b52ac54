package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.vrrp.VrrpNotice;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.time.Duration;

/** Puts into words what happened to a virtual router. Pure. */
public final class FailoverNoticeRules {

    private static final String ALL = "virtual routers";

    private FailoverNoticeRules() {}

    /** The event that tells of it. */
    public static Notice of(VrrpNotice notice) {
        return switch (notice) {
            case VrrpNotice.RoleChanged changed ->
                new Notice(
                        Kind.ROLE_CHANGED,
                        isUnplanned(changed) ? Severity.WARNING : Severity.INFO,
                        changed.router(),
                        sentence(changed));
            case VrrpNotice.Rivalled rivalled ->
                new Notice(Kind.ROUTER_FAULT, Severity.WARNING, rivalled.router(), sentence(rivalled));
            case VrrpNotice.PeerDiffers differs ->
                PeerWords.of(differs.router(), AddressText.of(differs.peer()), differs.news());
            case VrrpNotice.Restored restored ->
                new Notice(
                        Kind.DRIFT_REPAIRED,
                        Severity.WARNING,
                        restored.router(),
                        AddressText.of(restored.address()) + " was taken off " + restored.networkInterface()
                                + " while this one is Active, and is back");
            case VrrpNotice.Trouble trouble ->
                new Notice(Kind.ROUTER_FAULT, Severity.WARNING, trouble.router().orElse(ALL), trouble.what());
        };
    }

    /** Nobody asked for it: an Active died or could not go on. The first of all that nobody was before is no such. */
    private static boolean isUnplanned(VrrpNotice.RoleChanged changed) {
        return switch (changed.reason()) {
            case ACTIVE_SILENT -> changed.takeover().isPresent();
            case STALLED, NOT_ABLE, LINK_DOWN, TRACKED_FAULT, GROUP_FAULT -> true;
            case STARTED,
                    OWNER,
                    ACTIVE_LEFT,
                    PREEMPTED,
                    HIGHER_PRIORITY,
                    HIGHER_ADDRESS,
                    SWITCH_OVER,
                    GROUP_YIELDED,
                    STOPPED -> false;
        };
    }

    private static String sentence(VrrpNotice.RoleChanged changed) {
        String moved = RouterStateRules.word(changed.from()) + " -> " + RouterStateRules.word(changed.to()) + ": "
                + RouterStateRules.words(changed.reason());
        return changed.takeover()
                .map(gap -> moved + "; " + millis(gap) + " since the former Active's last word")
                .orElse(moved);
    }

    private static String sentence(VrrpNotice.Rivalled rivalled) {
        String rival = AddressText.of(rivalled.rival());
        return rivalled.priority() == 0
                ? rival + " gave the role up, and was Active as well until then; this one stays it"
                : rival + " is Active as well, with priority " + rivalled.priority() + "; this one stays it";
    }

    private static String millis(Duration gap) {
        return gap.toMillis() + " ms";
    }
}
