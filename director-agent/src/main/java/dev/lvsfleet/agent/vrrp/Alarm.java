package dev.lvsfleet.agent.vrrp;

/** Something to be done at a moment; used by one thread. */
final class Alarm {

    final Runnable action;
    long at;
    int place = Alarms.NOWHERE;

    Alarm(Runnable action) {
        this.action = action;
    }
}
