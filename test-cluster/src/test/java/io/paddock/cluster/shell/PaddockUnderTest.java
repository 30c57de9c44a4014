package io.paddock.cluster.shell;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.shell.ServerSource;
import java.util.Map;
import java.util.Optional;

/** Has the shell's tests, which this module runs a second time, talk to one Paddock server. */
public final class PaddockUnderTest implements ServerSource {
    private static final String TICK = "tickTime";

    private Optional<LocalEnsemble> ensemble = Optional.empty();

    @Override
    public String start(Map<String, String> config) throws Exception {
        EnsembleSettings settings =
                EnsembleSettings.of(ServerKind.PADDOCK, 1).withTickTimeMs(Integer.parseInt(config.get(TICK)));
        for (Map.Entry<String, String> line : config.entrySet()) {
            if (!line.getKey().equals(TICK)) {
                settings = settings.withConfig(line.getKey(), line.getValue());
            }
        }
        LocalEnsemble started = LocalEnsemble.start(settings);
        ensemble = Optional.of(started);
        return started.connectString();
    }

    @Override
    public void close() {
        ensemble.ifPresent(LocalEnsemble::close);
    }
}
