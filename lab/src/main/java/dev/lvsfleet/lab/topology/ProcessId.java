package dev.lvsfleet.lab.topology;

/** Names one process of the lab: the node it runs on and what it is called there. */
public record ProcessId(String node, String process) {

    @Override
    public String toString() {
        return node + " " + process;
    }
}
