package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.OperationResult;
import dev.lvsfleet.ipvs.plan.IpvsPlan;
import dev.lvsfleet.ipvs.plan.IpvsPlanner;
import dev.lvsfleet.ipvs.plan.Ownership;
import java.util.List;

/** The library alone: planner and client, as a program of one's own would use them. */
final class ClientRuns {

    static final String NAME = "planner and client";

    private final IpvsClient client;

    ClientRuns(IpvsClient client) {
        this.client = client;
    }

    /** From a decision to the kernel's acknowledgement. */
    void change(IpvsTable from, IpvsTable to) {
        IpvsPlan plan = IpvsPlanner.plan(to, from, Ownership.NONE);
        List<IpvsOperation> operations = plan.operations();
        for (OperationResult result : client.apply(operations)) {
            if (result instanceof OperationResult.Failed failed) {
                throw new IllegalStateException(failed.message());
            }
        }
    }

    /** Reads everything and compares. */
    void verify(IpvsTable expected) {
        IpvsTable shown = client.dump().table();
        if (!IpvsPlanner.plan(expected, shown, Ownership.NONE).isEmpty()) {
            throw new IllegalStateException("the kernel's table is not the expected one");
        }
    }
}
