package dev.lvsfleet.vrrp.election;

/** What one of the things that a virtual router tracks (a link, a check, a reconcile that fails) says of this node. */
public sealed interface Track {

    /** All is well. */
    record Fine() implements Track {}

    /**
     * This node is less, or more, fit than it was.
     *
     * @param weight added to the priority, -253 to 253; the sum stays within 1 and 254, and an owner's is not changed
     */
    record Weighs(int weight) implements Track {

        private static final int MOST = 253;

        public Weighs {
            if (Math.abs(weight) > MOST) {
                throw new IllegalArgumentException("a weight is -253 to 253, not " + weight);
            }
        }
    }

    /** This node must not be Active. */
    record Faults() implements Track {}
}
