package io.paddock.server.raft;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.paddock.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ReplicationBoundariesTest {

    @ArchTest
    static final ArchRule ONLY_RAFT_SEES_RATIS = noClasses()
            .that()
            .resideOutsideOfPackage("io.paddock.server.raft..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.ratis..");

    @ArchTest
    static final ArchRule ONLY_IO_NET_WIRE_AND_PEER_SEE_NETTY = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.paddock.server.io", "io.paddock.server.net", "io.paddock.server.wire", "io.paddock.server.peer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule RAFT_KNOWS_NOTHING_OF_THE_STATE = noClasses()
            .that()
            .resideInAPackage("io.paddock.server.raft")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.paddock.machine", "io.paddock.command", "io.paddock.store", "io.paddock.server.peer");
}
