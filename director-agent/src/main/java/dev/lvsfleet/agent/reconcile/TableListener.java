package dev.lvsfleet.agent.reconcile;

/** Shown the table after each pass in which the kernel could be used. Called on the loop's thread; must not block or throw. */
@FunctionalInterface
public interface TableListener {

    TableListener NOBODY = _ -> {};

    void seen(TableView view);
}
