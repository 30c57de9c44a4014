package io.paddock.cluster.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a special run found: labelled figures of each side, each once or once a round. Owned by one thread. */
public final class Facts {
    private record Cell(String label, String side) {}

    private final Map<Cell, List<Double>> values = new LinkedHashMap<>();

    /** Adds a figure; its label holds the unit. */
    public void add(String label, String side, double value) {
        values.computeIfAbsent(new Cell(label, side), cell -> new ArrayList<>()).add(value);
    }

    /** Adds a figure if there is one. */
    public void add(String label, String side, OptionalDouble value) {
        value.ifPresent(figure -> add(label, side, figure));
    }

    /** All labels, in the order in which they first came. */
    public List<String> labels() {
        return values.keySet().stream().map(Cell::label).distinct().toList();
    }

    /** All sides, the base of comparison first. */
    public List<String> sides() {
        return List.copyOf(
                new LinkedHashSet<>(values.keySet().stream().map(Cell::side).toList()));
    }

    /** The figures of all rounds. */
    public List<Double> rounds(String label, String side) {
        return List.copyOf(values.getOrDefault(new Cell(label, side), List.of()));
    }

    /** The median of the rounds, if there is any. */
    public OptionalDouble median(String label, String side) {
        List<Double> rounds = rounds(label, side);
        return rounds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Figures.median(rounds));
    }
}
