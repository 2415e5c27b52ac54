package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.topology.ProcessId;
import java.util.Set;

/** One thing to do on the way to a running lab; plain data, so that a plan can be compared and shown. */
public sealed interface Step {

    /** The steps that must be done before; those that are not in the plan are done already. */
    Set<Step> after();

    /** What it is, for the person who waits. */
    String title();

    /** Lay the wires. */
    record CreateNetwork() implements Step {
        @Override
        public Set<Step> after() {
            return Set.of();
        }

        @Override
        public String title() {
            return "network";
        }
    }

    /** Boot a kernel for a node that cannot do with this machine's own. */
    record BootGuest(String node) implements Step {
        @Override
        public Set<Step> after() {
            return Set.of(new CreateNetwork());
        }

        @Override
        public String title() {
            return node + ": guest kernel";
        }
    }

    /** Open the doors from the host's loopback address. */
    record OpenGateway() implements Step {
        @Override
        public Set<Step> after() {
            return Set.of(new CreateNetwork());
        }

        @Override
        public String title() {
            return "gateway on 127.0.0.1";
        }
    }

    /** Start a process and wait until it is ready. */
    record StartProcess(ProcessId id, Set<Step> after) implements Step {
        public StartProcess {
            after = Set.copyOf(after);
        }

        @Override
        public String title() {
            return id.node() + ": " + id.process();
        }
    }

    /** Bring the desired state to the control plane. */
    record ApplyManifest(Set<Step> after) implements Step {
        public ApplyManifest {
            after = Set.copyOf(after);
        }

        @Override
        public String title() {
            return "desired state";
        }
    }

    /** Ask through the virtual address until every real server has answered. */
    record AwaitTraffic(Set<Step> after) implements Step {
        public AwaitTraffic {
            after = Set.copyOf(after);
        }

        @Override
        public String title() {
            return "traffic through the virtual address";
        }
    }
}
