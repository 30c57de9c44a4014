package io.paddock.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of this module's architecture. */
@AnalyzeClasses(packages = "io.paddock", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String STORE = "io.paddock.store..";

    private static final DescribedPredicate<JavaClass> CORE = resideInAnyPackage("io.paddock..")
            .and(resideOutsideOfPackage(STORE))
            .as("the core");

    @ArchTest
    static final ArchRule theCoreHasNoThreadsTimersOrLocksToWaitFor = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.lang\\.(Thread|ThreadLocal|Runtime|ProcessBuilder)|java\\.util\\.(Random|UUID|Timer)"
                            + "|java\\.util\\.concurrent\\.(?!ConcurrentSkipListMap|atomic).*|java\\.security\\.SecureRandom");

    @ArchTest
    static final ArchRule theCoreHasNoClock = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.time..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule theCoreHasNoFilesAndNoSockets = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
            .as("the core has no files and no sockets");

    @ArchTest
    static final ArchRule theCoreHasNoEnvironment = noClasses()
            .that(CORE)
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    @ArchTest
    static final ArchRule onlyTheStoreSeesRocksDb = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.rocksdb..", "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule nothingHereKnowsTheServersLibraries = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.ratis..",
                    "io.netty..",
                    "org.apache.zookeeper..",
                    "org.apache.jute..",
                    "io.paddock.server..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.paddock.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule staticFieldsAreFinal =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule nobodyPrintsOrExits = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule nothingIsProtected = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.paddock..")
            .and()
            .doNotHaveName("finalize")
            .should()
            .notHaveModifier(JavaModifier.PROTECTED);
}
