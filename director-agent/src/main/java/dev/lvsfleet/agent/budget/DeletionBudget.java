package dev.lvsfleet.agent.budget;

/**
 * How much one document may take away.
 *
 * @param percent of the services and of the real servers that the node holds, 1 to 100
 * @param floor what may always go, of each, so that small tables are free
 */
public record DeletionBudget(int percent, int floor) {

    public static final DeletionBudget DEFAULT = new DeletionBudget(50, 10);

    /** How many of so many may go at once. */
    public int of(int held) {
        return (int) Math.max(floor, (long) held * percent / 100);
    }
}
