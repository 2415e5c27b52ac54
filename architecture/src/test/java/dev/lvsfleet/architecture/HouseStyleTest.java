package dev.lvsfleet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class HouseStyleTest {

    @Test
    void noClassHidesWhatItIsBehindAnEmptyWord() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.[A-Za-z0-9$]*(Manager|Helper|Helpers|Util|Utils|Impl|DTO|Dto|Common)")
                .orShould()
                .haveNameMatching(".*\\.([A-Za-z0-9]+(Base|Data|Info)|Base[A-Z][A-Za-z0-9]*|Abstract[A-Z][A-Za-z0-9]*)")
                .check(Fleet.CLASSES);
    }

    @Test
    void packagesAreCapabilitiesAndNotLayers() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..common..",
                        "..util..",
                        "..utils..",
                        "..model..",
                        "..dto..",
                        "..impl..",
                        "..service..",
                        "..services..",
                        "..entity..",
                        "..repository..")
                .check(Fleet.CLASSES);
    }

    @Test
    void everyPackageStatesItsNullness() {
        List<String> unmarked = Fleet.CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(p -> !isNullMarked(p))
                .map(JavaPackage::getName)
                .sorted()
                .toList();

        assertThat(unmarked).isEmpty();
    }

    @Test
    void whatAClassNeedsComesThroughItsConstructor() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .check(Fleet.CLASSES);
    }

    @Test
    void nothingButADatabaseRowHasSetters() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(
                        describe("are no rows", c -> !c.getSimpleName().endsWith("Row")))
                .should()
                .haveNameMatching("set[A-Z].*")
                .andShould()
                .haveRawReturnType("void")
                .check(Fleet.CLASSES);
    }

    @Test
    void nothingSleepsWhereItCouldAwait() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "it is Thread.sleep",
                        (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep")))
                .check(Fleet.CLASSES);
    }

    @Test
    void nothingPrintsButTheCommandsOfTheLab() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lvsfleet.lab..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(Fleet.CLASSES);
    }

    private static boolean isNullMarked(JavaPackage p) {
        return p.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }
}
