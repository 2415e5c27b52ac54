package dev.lvsfleet.agent.listening;

/**
 * Where a consumer stands in a partition.
 *
 * @param offset of the record it reads next
 * @param behind how many offsets lie ahead, as far as the broker has said
 * @param paused whether it does not want to read on now
 */
record Place(long offset, long behind, boolean paused) {

    /** Whether it stands where it stood, though there is something to read. */
    boolean isStuckSince(Place before) {
        return behind > 0 && before.behind > 0 && offset == before.offset && !paused && !before.paused;
    }
}
