package io.paddock.cluster.bench.report;

import java.util.Locale;

/** Builds a picture of bars, lines and texts, whose colours follow the reader's light or dark setting. Owned by one thread. */
final class SvgDocument {
    private static final String STYLE = """
        <style>
          text { font: 12px system-ui, sans-serif; fill: #1c2430; }
          .title { font-size: 16px; font-weight: 600; }
          .faint { fill: #5b6675; }
          .back { fill: #ffffff; }
          .grid { stroke: #d9dee6; }
          .side0 { fill: #8a94a6; stroke: #8a94a6; }
          .side1 { fill: #0b7a75; stroke: #0b7a75; }
          .side2 { fill: #b4540a; stroke: #b4540a; }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6e9ef; }
            .faint { fill: #a4aebd; }
            .back { fill: #14181f; }
            .grid { stroke: #343c49; }
            .side0 { fill: #9aa5b8; stroke: #9aa5b8; }
            .side1 { fill: #2bc4b6; stroke: #2bc4b6; }
            .side2 { fill: #f0955a; stroke: #f0955a; }
          }
        </style>
        """;

    private final StringBuilder body = new StringBuilder();

    /** A filled box of a class of the style. */
    void box(String type, double x, double y, double width, double height) {
        add("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", type, x, y, width, height);
    }

    /** A line of a class of the style. */
    void line(String type, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", type, x1, y1, x2, y2);
    }

    /** A dot of a class of the style. */
    void dot(String type, double x, double y) {
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", type, x, y);
    }

    /** A text; the anchor is {@code start}, {@code middle} or {@code end}. */
    void text(String type, double x, double y, String anchor, String text) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", type, x, y, anchor, escaped(text));
    }

    private void add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** The whole document in this size. */
    String text(String title, double width, double height) {
        String opening = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                        + " height=\"%.0f\">%n<title>%s</title>%n%s<rect class=\"back\" x=\"0\" y=\"0\" width=\"%.0f\""
                        + " height=\"%.0f\"/>%n",
                width,
                height,
                width,
                height,
                escaped(title),
                STYLE,
                width,
                height);
        return opening + body + "</svg>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
