package dev.lvsfleet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
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
                .should(be(describe("setters of a field", HouseStyleTest::isSetter)))
                .check(Fleet.CLASSES);
    }

    /** The lab waits for processes of which it can only ask whether they are there yet; the product awaits conditions. */
    @Test
    void nothingOfTheProductSleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lvsfleet.lab..")
                .should()
                .callMethodWhere(describe(
                        "it is Thread.sleep",
                        (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep")))
                .check(Fleet.CLASSES);
    }

    /** A start that is refused says its sentence on the error stream; all else is a log entry, a metric or an event. */
    @Test
    void onlyTheCommandsOfTheLabPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lvsfleet.lab..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(Fleet.CLASSES);
    }

    private static boolean isSetter(JavaMethod method) {
        String name = method.getName();
        return name.matches("set[A-Z].*")
                && method.getRawParameterTypes().size() == 1
                && method.getOwner()
                        .tryGetField(Character.toLowerCase(name.charAt(3)) + name.substring(4))
                        .isPresent();
    }

    private static boolean isNullMarked(JavaPackage p) {
        return p.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }
}
