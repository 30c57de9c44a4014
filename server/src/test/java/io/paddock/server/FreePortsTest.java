package io.paddock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Loaded twice, the class is what it is in two processes: neither knows of the other. */
class FreePortsTest {

    private static final int MANY = 400;

    @Test
    void whatOneProcessHandsOutNoOtherDoes() throws Exception {
        URL classes = FreePorts.class.getProtectionDomain().getCodeSource().getLocation();
        Set<Integer> own = new TreeSet<>();
        Set<Integer> others = new TreeSet<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
            Class<?> other = loader.loadClass(FreePorts.class.getName());
            for (int i = 0; i < MANY; i++) {
                own.add(FreePorts.next());
                others.add((Integer) other.getMethod("next").invoke(null));
            }
        }
        assertThat(own).hasSize(MANY).doesNotContainAnyElementsOf(others);
        assertThat(others).hasSize(MANY);
    }
}
