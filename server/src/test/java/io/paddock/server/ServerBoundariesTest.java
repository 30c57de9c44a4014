package io.paddock.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.paddock.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ServerBoundariesTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.paddock.server.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CLASS_OF_A_ZOOKEEPER_SERVER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.zookeeper.server..", "org.apache.zookeeper.common..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.zookeeper.ZooKeeper");

    @ArchTest
    static final ArchRule ONLY_WIRE_SEES_THE_RECORDS_OF_ZOOKEEPER = noClasses()
            .that()
            .resideOutsideOfPackage("io.paddock.server.wire")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.zookeeper..", "org.apache.jute..");

    @ArchTest
    static final ArchRule NOBODY_DEPENDS_ON_THE_WIRING = noClasses()
            .that()
            .resideInAPackage("io.paddock.server.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.paddock.server");
}
