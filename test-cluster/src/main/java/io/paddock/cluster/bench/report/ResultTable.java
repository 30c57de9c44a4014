package io.paddock.cluster.bench.report;

import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.bench.measure.Metric.Better;
import io.paddock.cluster.bench.measure.Results;
import io.paddock.cluster.bench.report.TextTable.Cell;
import io.paddock.cluster.bench.report.TextTable.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The medians of all rows as a table: a line for each row and side and, beside another side, one of ratios. */
public final class ResultTable {
    private static final String ABSENT = "-";

    private ResultTable() {}

    /** The table, with colours or plain. */
    public static String of(Results results, boolean hasColor) {
        List<Metric> metrics = metrics(results);
        TextTable table = new TextTable(2, hasColor);
        List<String> titles = new ArrayList<>(List.of("row", "side"));
        metrics.forEach(metric -> titles.add(metric.title()));
        table.heading(titles);
        for (String row : results.rows()) {
            addRow(table, results, row, metrics);
        }
        return table.text();
    }

    private static List<Metric> metrics(Results results) {
        return Arrays.stream(Metric.values())
                .filter(metric -> results.rows().stream()
                        .anyMatch(row -> results.sides().stream()
                                .anyMatch(side ->
                                        results.median(row, side).value(metric).isPresent())))
                .toList();
    }

    private static void addRow(TextTable table, Results results, String row, List<Metric> metrics) {
        String label = row;
        for (String side : results.sides()) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.of(label), Cell.of(side)));
            Figures figures = results.median(row, side);
            for (Metric metric : metrics) {
                cells.add(Cell.of(figures.value(metric).stream()
                        .mapToObj(value -> Numbers.plain(value, metric.decimals()))
                        .findAny()
                        .orElse(ABSENT)));
            }
            table.line(cells);
            label = "";
        }
        String base = results.sides().get(0);
        for (String side : results.sides()) {
            if (!side.equals(base)) {
                addRatios(table, results, row, side, metrics);
            }
        }
    }

    private static void addRatios(TextTable table, Results results, String row, String side, List<Metric> metrics) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.of(""), Cell.of("ratio")));
        Figures ratios = results.ratio(row, side);
        for (Metric metric : metrics) {
            cells.add(ratios.value(metric).stream()
                    .mapToObj(ratio -> new Cell(Numbers.ratio(ratio), look(metric, ratio)))
                    .findAny()
                    .orElse(Cell.of("")));
        }
        table.line(cells);
    }

    private static Look look(Metric metric, double ratio) {
        if (ratio == 1) {
            return Look.PLAIN;
        }
        return (ratio > 1) == (metric.better() == Better.MORE) ? Look.BETTER : Look.WORSE;
    }
}
