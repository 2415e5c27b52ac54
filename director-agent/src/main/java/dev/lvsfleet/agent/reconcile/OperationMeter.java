package dev.lvsfleet.agent.reconcile;

/** Told of every change the kernel was asked for. */
@FunctionalInterface
public interface OperationMeter {

    /**
     * One change of the kernel, and whether it was made.
     *
     * @param kind for example {@code set-destination}
     */
    void changed(String kind, boolean succeeded);
}
