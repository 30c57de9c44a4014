package io.paddock.cluster.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a server listens on, by the system's own tables. */
final class OpenPortsTest {
    /** TCP_LISTEN of Linux, as /proc/net/tcp writes it. */
    private static final String LISTENING = "0A";

    private static final Pattern WORDS = Pattern.compile(" +");

    @Test
    void aServerAloneListensToItsClientsOnly() throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.PADDOCK, 1))) {
            ServerProcess server = ensemble.server(1);

            assertThat(listening(server.pid())).containsExactly(server.address().getPort());
        }
    }

    @Test
    void aServerOfAnEnsembleListensToTheOthersToo() throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.PADDOCK, 3))) {
            ServerProcess server = ensemble.server(1);

            assertThat(listening(server.pid()))
                    .hasSize(3)
                    .contains(server.address().getPort());
        }
    }

    private static Set<Integer> listening(long pid) throws IOException {
        Set<String> own = sockets(pid);
        Set<Integer> ports = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> lines = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "net", table));
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = WORDS.splitAsStream(line.strip()).toArray(String[]::new);
                if (columns[3].equals(LISTENING) && own.contains("socket:[" + columns[9] + "]")) {
                    ports.add(Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    /** The names of the process's open sockets. */
    private static Set<String> sockets(long pid) throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            open.forEach(descriptor -> name(descriptor).ifPresent(names::add));
        }
        return names;
    }

    private static Optional<String> name(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }
}
