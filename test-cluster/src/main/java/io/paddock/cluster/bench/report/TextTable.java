package io.paddock.cluster.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text: the first columns to the left, numbers to the right, every column as wide as its widest cell. Owned by
 * one thread.
 */
public final class TextTable {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final int textColumns;
    private final boolean hasColor;
    private final List<List<Cell>> lines = new ArrayList<>();

    /** How a cell is to look where there is colour. */
    public enum Look {
        /** Nothing special. */
        PLAIN,
        /** A heading. */
        HEADING,
        /** Better than what it is compared with. */
        BETTER,
        /** Worse than that. */
        WORSE
    }

    /** Text with its look. */
    public record Cell(String text, Look look) {
        /** A cell that does not stand out. */
        public static Cell of(String text) {
            return new Cell(text, Look.PLAIN);
        }
    }

    /**
     * A table.
     *
     * @param textColumns how many columns from the left hold text
     * @param hasColor whether the output shows colours
     */
    public TextTable(int textColumns, boolean hasColor) {
        this.textColumns = textColumns;
        this.hasColor = hasColor;
    }

    /** Adds a line of headings. */
    public void heading(List<String> titles) {
        lines.add(titles.stream().map(title -> new Cell(title, Look.HEADING)).toList());
    }

    /** Adds a line. */
    public void line(List<Cell> cells) {
        lines.add(List.copyOf(cells));
    }

    /** The whole table. */
    public String text() {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<Cell> line : lines) {
            StringBuilder shown = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                String padding = " ".repeat(widths.get(i) - line.get(i).text().length());
                boolean isText = i < textColumns;
                shown.append(i == 0 ? "" : "  ").append(isText ? "" : padding);
                shown.append(colored(line.get(i))).append(isText ? padding : "");
            }
            text.append(shown.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<Cell> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                int width = line.get(i).text().length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return widths;
    }

    private String colored(Cell cell) {
        if (!hasColor) {
            return cell.text();
        }
        return switch (cell.look()) {
            case PLAIN -> cell.text();
            case HEADING -> BOLD + cell.text() + PLAIN;
            case BETTER -> GREEN + cell.text() + PLAIN;
            case WORSE -> RED + cell.text() + PLAIN;
        };
    }
}
