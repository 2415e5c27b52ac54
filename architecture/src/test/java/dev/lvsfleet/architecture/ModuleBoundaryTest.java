package dev.lvsfleet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleBoundaryTest {

    private static final String[] JDK_AND_NULLNESS = {"java..", "org.jspecify.."};

    @ParameterizedTest
    @ValueSource(strings = {"linux", "ipvs", "vrrp", "contract", "controlplane", "agent", "health", "lab"})
    void everyModuleIsAmongTheClassesThatTheRulesSee(String module) {
        assertThat(Fleet.CLASSES.stream().filter(c -> c.getPackageName().startsWith("dev.lvsfleet." + module)))
                .hasSizeGreaterThan(3);
    }

    @Test
    void onlyOnePackageTouchesForeignMemory() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lvsfleet.linux.sys..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(Fleet.CLASSES);
    }

    @Test
    void linuxNetStandsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.lvsfleet.linux..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(JDK_AND_NULLNESS, "dev.lvsfleet.linux.."))
                .check(Fleet.CLASSES);
    }

    @Test
    void ipvsStandsOnLinuxNetAlone() {
        classes()
                .that()
                .resideInAPackage("dev.lvsfleet.ipvs..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(JDK_AND_NULLNESS, "dev.lvsfleet.ipvs..", "dev.lvsfleet.linux.."))
                .check(Fleet.CLASSES);
    }

    @Test
    void vrrpStandsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.lvsfleet.vrrp..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(JDK_AND_NULLNESS, "dev.lvsfleet.vrrp.."))
                .check(Fleet.CLASSES);
    }

    /** What stands on another package is nothing that package stands on. */
    @Test
    void noPackagesGoRoundInACircle() {
        slices().matching("dev.lvsfleet.(*).(*)..").should().beFreeOfCycles().check(Fleet.CLASSES);
    }

    /** Tests and benchmarks run it as a process of its own, which has nothing else. */
    @Test
    void theVirtualRoutersShellStandsOnTheMachineAndLinuxNetAlone() {
        classes()
                .that()
                .resideInAPackage("dev.lvsfleet.agent.vrrp..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(
                        JDK_AND_NULLNESS, "dev.lvsfleet.agent.vrrp..", "dev.lvsfleet.vrrp..", "dev.lvsfleet.linux.."))
                .check(Fleet.CLASSES);
    }

    @Test
    void theContractKnowsJsonAndNothingOfTheApplications() {
        classes()
                .that()
                .resideInAPackage("dev.lvsfleet.contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(JDK_AND_NULLNESS, "dev.lvsfleet.contract..", "com.fasterxml.jackson.."))
                .check(Fleet.CLASSES);
    }

    @Test
    void theApplicationsShareOnlyTheContract() {
        mustNotUse("controlplane", "agent", "health", "lab", "vrrp", "linux");
        mustNotUse("agent", "controlplane", "health", "lab");
        mustNotUse("health", "controlplane", "agent", "lab", "ipvs", "vrrp", "linux");
        mustNotUse("lab", "controlplane", "agent", "health", "ipvs", "vrrp");
    }

    @Test
    void theControlPlaneKnowsTheKernelsTableOnlyWhereItReadsWhatIpvsadmSaved() {
        noClasses()
                .that()
                .resideInAPackage("dev.lvsfleet.controlplane..")
                .and()
                .resideOutsideOfPackage("dev.lvsfleet.controlplane.ipvsadm")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.lvsfleet.ipvs..")
                .check(Fleet.CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.lvsfleet.controlplane..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("IpvsClient")
                .check(Fleet.CLASSES);
    }

    private static void mustNotUse(String application, String... forbidden) {
        String[] packages = new String[forbidden.length];
        for (int i = 0; i < forbidden.length; i++) {
            packages[i] = "dev.lvsfleet." + forbidden[i] + "..";
        }
        noClasses()
                .that()
                .resideInAPackage("dev.lvsfleet." + application + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(Fleet.CLASSES);
    }

    private static String[] and(String[] some, String... more) {
        String[] all = new String[some.length + more.length];
        System.arraycopy(some, 0, all, 0, some.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
