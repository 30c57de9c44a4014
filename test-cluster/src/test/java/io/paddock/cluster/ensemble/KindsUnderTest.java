package io.paddock.cluster.ensemble;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which products the tests run against: Paddock, or what {@code -Dcluster.kinds} names. With {@code
 * -Dcluster.kinds=zookeeper} the tests themselves are checked, against the judge.
 */
public final class KindsUnderTest {
    private static final String PROPERTY = "cluster.kinds";

    private KindsUnderTest() {}

    /** The kinds, for parametrised tests. */
    public static List<ServerKind> all() {
        return Arrays.stream(
                        System.getProperty(PROPERTY, ServerKind.PADDOCK.name()).split(",", -1))
                .map(name -> ServerKind.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    /** The first of them, for tests that are too long to be run against several. */
    public static ServerKind first() {
        return all().get(0);
    }
}
