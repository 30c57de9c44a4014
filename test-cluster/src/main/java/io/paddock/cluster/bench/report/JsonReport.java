package io.paddock.cluster.bench.report;

import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.bench.measure.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as JSON: the machine, the options, and for each row and side every round, the medians and the ratios. */
public final class JsonReport {
    private JsonReport() {}

    /**
     * The document.
     *
     * @param machine what it ran on
     * @param options what it was told
     */
    public static String of(Results results, Map<String, String> machine, Map<String, String> options) {
        List<Object> rows = new ArrayList<>();
        for (String row : results.rows()) {
            Map<String, Object> sides = new LinkedHashMap<>();
            for (String side : results.sides()) {
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("median", object(results.median(row, side)));
                figures.put(
                        "rounds",
                        results.rounds(row, side).stream()
                                .map(JsonReport::object)
                                .toList());
                if (!side.equals(results.sides().get(0))) {
                    figures.put("ratio_to_" + results.sides().get(0), object(results.ratio(row, side)));
                }
                sides.put(side, figures);
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("row", row);
            line.put("sides", sides);
            rows.add(line);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("machine", machine);
        document.put("options", options);
        document.put("rows", rows);
        return Json.text(document) + "\n";
    }

    private static Map<String, Object> object(Figures figures) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Metric metric : figures.metrics()) {
            object.put(metric.key(), figures.value(metric).getAsDouble());
        }
        return object;
    }
}
