package dev.lvsfleet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A class whose name says that it decides ({@code *Rules *Planner *Machine *Compiler}) must not touch the world, and nothing
 * of {@code vrrp} may, whatever its name.
 */
class PureCoreTest {

    private static final DescribedPredicate<JavaClass> DECIDES = describe(
            "decide (*Rules, *Planner, *Machine, *Compiler, and what is nested in them; all of vrrp)",
            c -> outermost(c).getSimpleName().matches(".*(Rules|Planner|Machine|Compiler)")
                    || c.getPackageName().startsWith("dev.lvsfleet.vrrp."));

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    @Test
    void thereAreClassesThatDecide() {
        assertThat(Fleet.CLASSES.stream().filter(DECIDES)).hasSizeGreaterThan(3);
    }

    @Test
    void whatDecidesUsesNoInputOutputThreadRandomLoggerOrFramework() {
        noClasses()
                .that(DECIDES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net.http..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "java.util.random..",
                        "java.lang.foreign..",
                        "org.jboss..",
                        "org.slf4j..",
                        "io..",
                        "jakarta..",
                        "org.apache.kafka..",
                        "org.hibernate..")
                .check(Fleet.CLASSES);
    }

    @Test
    void whatDecidesReadsNoClockAndStartsNoThread() {
        noClasses()
                .that(DECIDES)
                .should()
                .callMethodWhere(describe(
                        "it reads a clock or rolls dice",
                        (JavaMethodCall call) ->
                                CLOCKS.contains(call.getTargetOwner().getName() + "." + call.getName())))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, java.util.Random.class, java.time.Clock.class, java.net.Socket.class)
                .check(Fleet.CLASSES);
    }

    private static JavaClass outermost(JavaClass c) {
        return c.getEnclosingClass().map(PureCoreTest::outermost).orElse(c);
    }
}
