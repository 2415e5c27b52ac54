package dev.lvsfleet.benchmarks.planner;

import dev.lvsfleet.benchmarks.ipvs.Workload;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.plan.IpvsPlan;
import dev.lvsfleet.ipvs.plan.IpvsPlanner;
import dev.lvsfleet.ipvs.plan.Ownership;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The planner on 10,000 services of 10: nothing in it but memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlannerBenchmark {

    private static final Workload LARGE = new Workload(10_000, 10);

    // Two tables that share no object, as a document and a dump do not.
    private final IpvsTable observed = LARGE.table(1);
    private final IpvsTable same = LARGE.table(1);
    private final IpvsTable oneChange = LARGE.tableWithOne(1, 7);
    private final IpvsTable everyWeight = LARGE.table(2);
    private final Ownership owned = Ownership.of(observed);

    /** One weight among 110,000 entries; wanted: at most 20 ms. */
    @Benchmark
    public IpvsPlan oneWeight() {
        return IpvsPlanner.plan(oneChange, observed, owned);
    }

    /** Nothing to do. */
    @Benchmark
    public IpvsPlan nothing() {
        return IpvsPlanner.plan(same, observed, owned);
    }

    /** 100,000 operations. */
    @Benchmark
    public IpvsPlan everyWeight() {
        return IpvsPlanner.plan(everyWeight, observed, owned);
    }

    /** 110,000 operations. */
    @Benchmark
    public IpvsPlan cold() {
        return IpvsPlanner.plan(same, IpvsTable.EMPTY, Ownership.NONE);
    }
}
