package dev.lvsfleet.lab.kernel;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the kernel tests of test jars where it is started, and prints each one's outcome as a line of three columns. */
public final class ContractRunner {

    /** Begins every line that is an outcome: {@code OUTCOME <tab> passed or failed <tab> test <tab> reason}. */
    static final String OUTCOME = "OUTCOME";

    private ContractRunner() {}

    /** The arguments are test jars. */
    public static void main(String[] jars) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(
                        Arrays.stream(jars).map(Path::of).collect(Collectors.toSet())))
                .filters(includeTags("kernel"), includeClassNamePatterns(".*IT"))
                .build();
        LauncherFactory.create().execute(request, new Printer());
    }

    private static final class Printer implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (test.isTest() || !passed) {
                String reason = result.getThrowable()
                        .map(Throwable::toString)
                        .orElse("")
                        .replaceAll("\\s+", " ");
                System.out.println(
                        String.join("\t", OUTCOME, passed ? "passed" : "failed", name(test.getUniqueId()), reason));
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            System.out.println(String.join("\t", OUTCOME, "failed", name(test.getUniqueId()), "skipped: " + reason));
        }

        private static String name(String uniqueId) {
            return uniqueId.replaceAll(".*\\[class:([^]]+)]", "$1").replaceAll("/?\\[[a-z-]+:([^]]+)]", " $1");
        }
    }
}
