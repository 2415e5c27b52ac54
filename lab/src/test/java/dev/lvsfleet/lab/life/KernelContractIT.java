package dev.lvsfleet.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.SystemPackages;
import dev.lvsfleet.lab.kernel.ContractRunner;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import dev.lvsfleet.lab.topology.LabName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The real kernel keeps the contract that the fake kernel keeps: the same tests, run on a director with no load. */
@Tag("kernel")
class KernelContractIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String DIRECTOR = "director-1";

    private static Lab lab;

    @BeforeAll
    static void bootADirector() throws IOException, InterruptedException {
        SystemPackages.ensure();
        lab = Lab.named(new LabName("kernel"));
        new LabDown(lab).run();
        lab.network().create();
        if (lab.directorIsGuest()) {
            lab.processes().start(lab.guestSpec(DIRECTOR), lab.guestPlace(DIRECTOR));
        }
    }

    @AfterAll
    static void leaveNothing() throws IOException, InterruptedException {
        new LabDown(lab).run();
        assertThat(lab.namespaces().existing()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> theRealKernelKeepsTheContract() throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Checkout.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                ContractRunner.class.getName()));
        List<String> contracts = Arrays.stream(classPath.split(":", -1))
                .filter(KernelContractIT::isContract)
                .toList();
        assertThat(contracts).as("test jars on %s", classPath).hasSize(2);
        command.addAll(contracts);
        Output output = lab.shell(DIRECTOR).capture(LIMIT, command.toArray(String[]::new));
        List<String[]> outcomes = output.out()
                .lines()
                .filter(line -> line.startsWith("OUTCOME\t"))
                .map(line -> line.split("\t", -1))
                .toList();
        assertThat(outcomes).as("what ran: %s %s", output.out(), output.err()).hasSizeGreaterThan(5);
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome[2], () -> assertThat(outcome[1]).as(outcome[3]).isEqualTo("passed")));
    }

    private static boolean isContract(String entry) {
        return entry.matches(".*/(ipvs|linux-net)(-[^/]*-tests\\.jar|/target/test-classes)");
    }
}
