package io.paddock.cluster.bench.report;

import io.paddock.cluster.bench.measure.Facts;
import io.paddock.cluster.bench.report.TextTable.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The facts of a special run as a table and as JSON. */
public final class FactsReport {
    private static final String ABSENT = "-";
    private static final double LARGE = 1000;

    private FactsReport() {}

    /** A line for each fact with the medians of all sides and, with two sides, their ratio. */
    public static String table(Facts facts, boolean hasColor) {
        TextTable table = new TextTable(1, hasColor);
        List<String> sides = facts.sides();
        List<String> titles = new ArrayList<>(List.of("median of the rounds"));
        titles.addAll(sides);
        if (sides.size() == 2) {
            titles.add("ratio");
        }
        table.heading(titles);
        for (String label : facts.labels()) {
            List<Cell> line = new ArrayList<>(List.of(Cell.of(label)));
            sides.forEach(side -> line.add(Cell.of(shown(facts.median(label, side)))));
            if (sides.size() == 2) {
                line.add(Cell.of(ratio(facts, label, sides)));
            }
            table.line(line);
        }
        return table.text();
    }

    private static String shown(OptionalDouble value) {
        return value.isEmpty()
                ? ABSENT
                : Numbers.plain(value.getAsDouble(), Math.abs(value.getAsDouble()) < LARGE ? 1 : 0);
    }

    private static String ratio(Facts facts, String label, List<String> sides) {
        OptionalDouble base = facts.median(label, sides.get(0));
        OptionalDouble value = facts.median(label, sides.get(1));
        return base.isPresent() && value.isPresent() && base.getAsDouble() != 0
                ? Numbers.ratio(value.getAsDouble() / base.getAsDouble())
                : "";
    }

    /** The same with every round, the machine and the options. */
    public static String json(Facts facts, Map<String, String> machine, Map<String, String> options) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (String label : facts.labels()) {
            Map<String, Object> sides = new LinkedHashMap<>();
            for (String side : facts.sides()) {
                facts.median(label, side)
                        .ifPresent(median ->
                                sides.put(side, Map.of("median", median, "rounds", facts.rounds(label, side))));
            }
            figures.put(label, sides);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("machine", machine);
        document.put("options", options);
        document.put("facts", figures);
        return Json.text(document) + "\n";
    }
}
