package io.paddock.cluster.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What all rounds gave, by row and side. A row's name holds the value of the series too, if there is one. Owned by one
 * thread.
 */
public final class Results {
    private record Cell(String row, String side) {}

    private final Map<Cell, List<Figures>> runs = new LinkedHashMap<>();

    /** Adds the figures of one round. */
    public void add(String row, String side, Figures figures) {
        runs.computeIfAbsent(new Cell(row, side), cell -> new ArrayList<>()).add(figures);
    }

    /** The rows, in the order in which they first came. */
    public List<String> rows() {
        return runs.keySet().stream().map(Cell::row).distinct().toList();
    }

    /** The sides, the base of ratios first. */
    public List<String> sides() {
        return List.copyOf(
                new LinkedHashSet<>(runs.keySet().stream().map(Cell::side).toList()));
    }

    /** All rounds of a row and side. */
    public List<Figures> rounds(String row, String side) {
        return List.copyOf(runs.getOrDefault(new Cell(row, side), List.of()));
    }

    /** The medians of a row and side; none when it was not run. */
    public Figures median(String row, String side) {
        return Figures.median(rounds(row, side));
    }

    /** The medians of a row as multiples of the first side's; none for the first side itself. */
    public Figures ratio(String row, String side) {
        String base = sides().get(0);
        return side.equals(base) ? Figures.NONE : median(row, side).ratioTo(median(row, base));
    }

    /** Whether there is more than one side, so that there are ratios. */
    public boolean isComparison() {
        return sides().size() > 1;
    }

    /** Whether nothing was measured. */
    public boolean isEmpty() {
        return runs.isEmpty();
    }
}
