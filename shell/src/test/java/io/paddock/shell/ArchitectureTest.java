package io.paddock.shell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of style that concern the shell. */
@AnalyzeClasses(packages = "io.paddock.shell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.paddock.shell.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_PARTS_DO_NOT_KNOW_THE_PROGRAM = noClasses()
            .that()
            .resideInAPackage("io.paddock.shell.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.paddock.shell");

    @ArchTest
    static final ArchRule THERE_IS_NO_STATIC_STATE =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule ONLY_THE_PROGRAM_ENDS_THE_PROCESS_OR_SEES_THE_TERMINAL = noClasses()
            .that()
            .resideInAPackage("io.paddock.shell.*..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..");

    @ArchTest
    static final ArchRule NOTHING_OF_THE_SERVER_IS_USED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.paddock.server..", "io.paddock.tree..", "io.paddock.machine..");
}
