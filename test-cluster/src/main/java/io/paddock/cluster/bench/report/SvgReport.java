package io.paddock.cluster.bench.report;

import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.bench.measure.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Results as a picture: above, a bar of throughput for each row and side with the ratio behind it; below, latency: a bar up
 * to the median, a line up to the 99th percentile, a dot at the 99.9th.
 */
public final class SvgReport {
    private static final double WIDTH = 960;
    private static final double MARGIN = 24;
    private static final double LABELS = 170;
    private static final double VALUES = 150;
    private static final double BAR = 14;
    private static final double BAR_GAP = 3;
    private static final double GROUP_GAP = 12;
    private static final double AXIS_HEIGHT = 44;
    private static final double LEFT = MARGIN + LABELS;
    private static final double RIGHT = WIDTH - MARGIN - VALUES;
    private static final int SIDE_COLORS = 3;

    private final Results results;
    private final List<String> sides;
    private final SvgDocument out = new SvgDocument();
    private double y = MARGIN + 16;

    private SvgReport(Results results) {
        this.results = results;
        this.sides = results.sides();
    }

    /** The document; rows without operations a second, such as that of watches, are left out. */
    public static String of(Results results, String title) {
        return new SvgReport(results).draw(title);
    }

    private String draw(String title) {
        out.text("title", MARGIN, y, "start", title);
        drawLegend();
        drawThroughput();
        List<Span> spans = spans();
        if (!spans.isEmpty()) {
            drawLatency(spans);
        }
        return out.text(title, WIDTH, y + MARGIN);
    }

    private void drawLegend() {
        y += 26;
        double x = MARGIN;
        for (int side = 0; side < sides.size(); side++) {
            out.box(type(side), x, y - 11, 12, 12);
            out.text("", x + 18, y, "start", sides.get(side));
            x += 40 + 8.0 * sides.get(side).length();
        }
    }

    private static String type(int side) {
        return "side" + side % SIDE_COLORS;
    }

    private void drawThroughput() {
        List<String> rows = results.rows().stream()
                .filter(row -> greatest(List.of(row)) > 0)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        heading("Throughput: more is better");
        Axis axis = Axis.linear(LEFT, RIGHT, greatest(rows));
        double height = rows.size() * groupHeight(sides.size());
        drawGrid(axis, height, "operations a second");
        for (String row : rows) {
            out.text("", LEFT - 10, y + groupMiddle(sides.size()), "end", row);
            for (int side = 0; side < sides.size(); side++) {
                drawBar(axis, row, side);
            }
            y += GROUP_GAP;
        }
        y += AXIS_HEIGHT;
    }

    private double greatest(List<String> rows) {
        double greatest = 0;
        for (String row : rows) {
            for (String side : sides) {
                greatest = Math.max(
                        greatest,
                        results.median(row, side).value(Metric.OPERATIONS).orElse(0));
            }
        }
        return greatest;
    }

    private void drawBar(Axis axis, String row, int side) {
        OptionalDouble value = results.median(row, sides.get(side)).value(Metric.OPERATIONS);
        if (value.isPresent()) {
            double end = axis.at(value.getAsDouble());
            out.box(type(side), LEFT, y, end - LEFT, BAR);
            Figures ratio = results.ratio(row, sides.get(side));
            String behind = ratio.value(Metric.OPERATIONS).stream()
                    .mapToObj(times -> "  " + Numbers.ratio(times))
                    .findAny()
                    .orElse("");
            out.text("", end + 6, y + BAR - 3, "start", Numbers.plain(value.getAsDouble(), 0) + behind);
        }
        y += BAR + BAR_GAP;
    }

    private static double groupHeight(int bars) {
        return bars * (BAR + BAR_GAP) + GROUP_GAP;
    }

    private static double groupMiddle(int bars) {
        return bars * (BAR + BAR_GAP) / 2 + 3;
    }

    private void heading(String text) {
        y += 34;
        out.text("title", MARGIN, y, "start", text);
        y += 14;
    }

    private void drawGrid(Axis axis, double height, String unit) {
        for (double mark : axis.marks()) {
            out.line("grid", axis.at(mark), y, axis.at(mark), y + height);
            out.text("faint", axis.at(mark), y + height + 16, "middle", Numbers.axis(mark));
        }
        out.text("faint", (LEFT + RIGHT) / 2, y + height + 34, "middle", unit);
    }

    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (String row : results.rows()) {
            Span writes = new Span(row, "write", Metric.WRITE_P50, Metric.WRITE_P99, Metric.WRITE_P999);
            Span reads = new Span(row, "read", Metric.READ_P50, Metric.READ_P99, Metric.READ_P999);
            for (Span span : List.of(writes, reads)) {
                if (sides.stream()
                        .anyMatch(side -> value(span, side, span.half()).isPresent())) {
                    spans.add(span);
                }
            }
        }
        return List.copyOf(spans);
    }

    private OptionalDouble value(Span span, String side, Metric metric) {
        return results.median(span.row(), side).value(metric);
    }

    private void drawLatency(List<Span> spans) {
        heading("Latency: less is better");
        out.text(
                "faint",
                MARGIN,
                y + 6,
                "start",
                "the bar ends at the median, the line at the 99th percentile, the dot is the 99.9th; the scale is"
                        + " logarithmic");
        y += 20;
        double least = Double.MAX_VALUE;
        double greatest = 1;
        for (Span span : spans) {
            for (String side : sides) {
                least = Math.min(least, value(span, side, span.half()).orElse(least));
                greatest =
                        Math.max(greatest, value(span, side, span.almostAll()).orElse(greatest));
            }
        }
        Axis axis = Axis.logarithmic(LEFT, RIGHT, Math.max(1, least) / 2, greatest);
        drawGrid(axis, spans.size() * groupHeight(sides.size()), "microseconds");
        for (Span span : spans) {
            out.text("", LEFT - 10, y + groupMiddle(sides.size()), "end", span.row() + " " + span.kind());
            for (int side = 0; side < sides.size(); side++) {
                drawSpan(axis, span, side);
            }
            y += GROUP_GAP;
        }
        y += AXIS_HEIGHT;
    }

    private void drawSpan(Axis axis, Span span, int side) {
        OptionalDouble half = value(span, sides.get(side), span.half());
        if (half.isPresent()) {
            double most = value(span, sides.get(side), span.most()).orElse(half.getAsDouble());
            double almostAll = value(span, sides.get(side), span.almostAll()).orElse(most);
            double middle = y + BAR / 2;
            out.box(type(side), LEFT, y, axis.at(half.getAsDouble()) - LEFT, BAR);
            out.line(type(side), axis.at(half.getAsDouble()), middle, axis.at(most), middle);
            out.line(type(side), axis.at(most), y + 2, axis.at(most), y + BAR - 2);
            out.dot(type(side), axis.at(almostAll), middle);
            out.text(
                    "",
                    axis.at(almostAll) + 8,
                    y + BAR - 3,
                    "start",
                    String.format(
                            Locale.ROOT,
                            "%s / %s / %s",
                            Numbers.axis(half.getAsDouble()),
                            Numbers.axis(most),
                            Numbers.axis(almostAll)));
        }
        y += BAR + BAR_GAP;
    }

    /** One row's writes or reads, with the metrics of their latency. */
    private record Span(String row, String kind, Metric half, Metric most, Metric almostAll) {}
}
