package io.paddock.cluster.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paddock.cluster.bench.measure.Facts;
import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.bench.measure.Results;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

final class ReportTest {
    private static final Map<Metric, Double> BASE =
            Map.of(Metric.OPERATIONS, 1000.0, Metric.WRITE_P50, 400.0, Metric.WRITE_P99, 900.0, Metric.WRITE_P999, 2e4);
    private static final Map<Metric, Double> OTHER =
            Map.of(Metric.OPERATIONS, 2500.0, Metric.WRITE_P50, 300.0, Metric.WRITE_P99, 950.0, Metric.WRITE_P999, 3e4);

    private static Results twoSides() {
        Results results = new Results();
        results.add("w1", "a <& side", Figures.of(BASE));
        results.add("w1", "paddock", Figures.of(OTHER));
        results.add("watch", "a <& side", Figures.of(Map.of(Metric.EVENTS_MS, 120.5)));
        results.add("watch", "paddock", Figures.of(Map.of(Metric.EVENTS_MS, 60.25)));
        return results;
    }

    private static Document parsed(String svg) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void thePictureIsXmlWithABarForEachSideAndItsRatio()
            throws ParserConfigurationException, SAXException, IOException {
        String svg = SvgReport.of(twoSides(), "this & that <1>");

        Document document = parsed(svg);

        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("this & that <1>");
        assertThat(svg).contains("2.50x").contains("operations a second").contains("microseconds");
        // The picture's ground, two of the legend, two of throughput, two of latency.
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(7);
        assertThat(svg).contains("prefers-color-scheme: dark");
    }

    @Test
    void nothingInThePictureLiesOutsideOfIt() throws ParserConfigurationException, SAXException, IOException {
        Document document = parsed(SvgReport.of(twoSides(), "title"));
        double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));

        NodeList boxes = document.getElementsByTagName("rect");
        for (int i = 0; i < boxes.getLength(); i++) {
            Element box = (Element) boxes.item(i);
            double right = number(box, "x") + number(box, "width");
            double bottom = number(box, "y") + number(box, "height");
            assertThat(number(box, "width")).isNotNegative();
            assertThat(right).isBetween(0.0, width);
            assertThat(bottom).isBetween(0.0, height);
        }
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    @Test
    void aPictureOfNothingIsStillXml() throws ParserConfigurationException, SAXException, IOException {
        Document document = parsed(SvgReport.of(new Results(), "empty"));

        assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(1);
    }

    @Test
    void theTableShowsWhatThereIsAndDashesForTheRest() {
        String table = ResultTable.of(twoSides(), false);

        List<String> lines = table.lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).contains("ops/s").contains("all told ms").doesNotContain("read");
        assertThat(lines.get(1)).contains("1,000").endsWith("-");
        assertThat(lines.get(3)).contains("2.50x").contains("0.75x");
        assertThat(lines.get(6)).contains("0.50x");
        assertThat(table).doesNotContain("\u001b");
    }

    @Test
    void coloursTellBetterFromWorseAndDoNotMoveColumns() {
        String plain = ResultTable.of(twoSides(), false);
        String colored = ResultTable.of(twoSides(), true);

        assertThat(colored)
                .contains("\u001b[32m2.50x")
                .contains("\u001b[32m0.75x")
                .contains("\u001b[31m1.06x");
        assertThat(colored.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain);
    }

    @Test
    void theJsonIsOneDocumentWithMediansRoundsAndRatios() throws IOException {
        String json = JsonReport.of(twoSides(), Map.of("cpu", "a \"b\" \\ c"), Map.of("rounds", "1"));

        List<String> fields = fieldsOf(json);

        assertThat(fields).contains("machine", "options", "rows", "median", "rounds", "ratio_to_a <& side");
        assertThat(json).contains("\"ops_per_second\": 2500.000").contains("\"ops_per_second\": 2.500");
    }

    @Test
    void factsAreATableWithARatioAndJson() throws IOException {
        Facts facts = new Facts();
        for (double value : new double[] {10, 30, 20}) {
            facts.add("start, ms", "zookeeper", value);
            facts.add("start, ms", "paddock", value / 2);
        }
        facts.add("only here, MB", "paddock", 12345);

        String table = FactsReport.table(facts, false);

        assertThat(table.lines().toList().get(1))
                .contains("20.0")
                .contains("10.0")
                .endsWith("0.50x");
        assertThat(table.lines().toList().get(2)).contains("-").contains("12,345");
        assertThat(fieldsOf(FactsReport.json(facts, Map.of(), Map.of()))).contains("start, ms", "only here, MB");
    }

    private static List<String> fieldsOf(String json) throws IOException {
        List<String> fields = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    fields.add(parser.currentName());
                }
            }
        }
        return fields;
    }

    @Test
    void axesEndAtRoundNumbers() {
        assertThat(Axis.linear(0, 100, 43_000).greatest()).isEqualTo(50_000);
        assertThat(Axis.linear(0, 100, 43_000).marks()).hasSize(6);
        assertThat(Axis.logarithmic(0, 100, 30, 4_000).marks()).containsExactly(10.0, 100.0, 1_000.0, 10_000.0);
        assertThat(Axis.logarithmic(0, 100, 10, 1_000).at(100)).isEqualTo(50);
    }
}
