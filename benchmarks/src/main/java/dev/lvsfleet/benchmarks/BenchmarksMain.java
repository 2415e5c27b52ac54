package dev.lvsfleet.benchmarks;

import dev.lvsfleet.benchmarks.ipvs.IpvsBench;
import dev.lvsfleet.benchmarks.planner.PlannerBenchmark;
import dev.lvsfleet.benchmarks.planner.ProcessorTime;
import dev.lvsfleet.benchmarks.vrrp.VrrpBench;
import dev.lvsfleet.lab.Failure;
import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.LabLock;
import dev.lvsfleet.lab.host.SystemPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The entry point of {@code ./fleet bench ipvs|planner|vrrp}. Exit codes: 0 done, 1 failed, 2 no such benchmark. */
public final class BenchmarksMain {

    private BenchmarksMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        LabLock.removeAtExit();
        int exitCode = 0;
        String name = arguments.length == 0 ? "" : arguments[0];
        try {
            switch (name) {
                case "ipvs" -> ipvs(Arrays.asList(arguments).subList(1, arguments.length));
                case "planner" -> planner();
                case "vrrp" ->
                    new VrrpBench(System.out).run(Arrays.asList(arguments).subList(1, arguments.length));
                default ->
                    throw new IllegalArgumentException(
                            "usage: ./fleet bench ipvs [--quick] | planner | vrrp [--quick] [--only PART]");
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            exitCode = 2;
        } catch (LabException | IOException | UncheckedIOException | RunnerException e) {
            System.err.println("fleet: bench " + name + ": " + Failure.reason(e));
            exitCode = 1;
        }
        System.out.flush();
        System.exit(exitCode);
    }

    private static void ipvs(List<String> options) throws IOException, InterruptedException {
        SystemPackages.ensure();
        new IpvsBench(System.out).run(options);
    }

    private static void planner() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(PlannerBenchmark.class.getName())
                        .addProfiler(ProcessorTime.class)
                        .forks(1)
                        .jvmArgsAppend("-Xmx1g")
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .build())
                .run();
    }
}
