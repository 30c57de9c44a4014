package io.paddock.server.raft.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.util.TimeDuration;

/**
 * Registries that measure nothing. Ratis 3.3.0 cannot do without some, finds them by {@link java.util.ServiceLoader}, and times some twenty
 * steps of each entry; its own registries keep a sample of every duration in a sorted map, which costs more than some of those steps. What
 * Paddock tells of itself, it counts itself.
 *
 * <p>Any thread.
 */
public final class QuietRegistries extends MetricRegistries {

    private final Map<MetricRegistryInfo, RatisMetricRegistry> registries = new ConcurrentHashMap<>();

    @Override
    public void clear() {
        registries.clear();
    }

    @Override
    public RatisMetricRegistry create(MetricRegistryInfo info) {
        return registries.computeIfAbsent(info, QuietRegistry::new);
    }

    @Override
    public boolean remove(MetricRegistryInfo info) {
        return registries.remove(info) != null;
    }

    @Override
    public Optional<RatisMetricRegistry> get(MetricRegistryInfo info) {
        return Optional.ofNullable(registries.get(info));
    }

    @Override
    public Set<MetricRegistryInfo> getMetricRegistryInfos() {
        return Set.copyOf(registries.keySet());
    }

    @Override
    public Collection<RatisMetricRegistry> getMetricRegistries() {
        return List.copyOf(registries.values());
    }

    @Override
    public void addReporterRegistration(Consumer<RatisMetricRegistry> begin, Consumer<RatisMetricRegistry> end) {
        throw new UnsupportedOperationException("there is nothing to report");
    }

    @Override
    public void enableJmxReporter() {
        throw new UnsupportedOperationException("there is nothing to report");
    }

    @Override
    public void enableConsoleReporter(TimeDuration period) {
        throw new UnsupportedOperationException("there is nothing to report");
    }
}
