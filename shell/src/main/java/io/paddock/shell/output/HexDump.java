package io.paddock.shell.output;

/** Bytes as the table of {@code get -x}: sixteen to a row, hexadecimal on the left, text on the right. */
public final class HexDump {
    private static final int ROW_BYTES = 16;
    private static final String EDGE = "+--------+" + "-".repeat(49) + "+" + "-".repeat(16) + "+";

    private HexDump() {}

    /** The table, or nothing for no bytes. */
    public static String of(byte[] bytes) {
        if (bytes.length == 0) {
            return "";
        }
        String newLine = System.lineSeparator();
        StringBuilder out = new StringBuilder();
        out.append(" ".repeat(9)).append("+").append("-".repeat(49)).append("+").append(newLine);
        out.append(" ".repeat(9))
                .append("|  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |")
                .append(newLine);
        out.append(EDGE);
        for (int from = 0; from < bytes.length; from += ROW_BYTES) {
            out.append(newLine).append(row(bytes, from));
        }
        return out.append(newLine).append(EDGE).toString();
    }

    private static String row(byte[] bytes, int from) {
        StringBuilder hex = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int at = from; at < Math.min(from + ROW_BYTES, bytes.length); at++) {
            hex.append(String.format(" %02x", bytes[at]));
            boolean isPrintable = bytes[at] > 0x1f && bytes[at] < 0x7f;
            text.append(isPrintable ? (char) bytes[at] : '.');
        }
        return String.format("|%08x|%-48s |%-16s|", from, hex, text);
    }
}
