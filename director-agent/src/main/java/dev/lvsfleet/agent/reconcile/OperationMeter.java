package dev.lvsfleet.agent.reconcile;

/** Told of every change the kernel was asked for. */
@FunctionalInterface
public interface OperationMeter {

    /** @param kind for example {@code set-destination} */
    void changed(String kind, boolean succeeded);
}
