package io.paddock.acl;

/** Addresses and ranges of addresses of the scheme {@code ip}: {@code 10.0.0.0/8}, {@code fe80::/10}, or an address alone. */
final class IpRange {

    private static final byte[] NO_ADDRESS = {};
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int NO_BITS = -1;

    private IpRange() {}

    /** Whether {@code expression} is an address, or one with a length of prefix that fits it. */
    static boolean isLegal(String expression) {
        byte[] address = addressOf(expression);
        return address.length > 0 && prefixBitsOf(expression, address.length * Byte.SIZE) != NO_BITS;
    }

    /** Whether the address {@code remote} lies in the range {@code expression}; false when either is not legal. */
    static boolean matches(String expression, String remote) {
        byte[] range = addressOf(expression);
        byte[] address = parse(remote);
        if (range.length == 0 || range.length != address.length) {
            return false;
        }
        int bits = prefixBitsOf(expression, range.length * Byte.SIZE);
        return bits != NO_BITS && hasSamePrefix(range, address, bits);
    }

    private static boolean hasSamePrefix(byte[] one, byte[] other, int bits) {
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (one[i] != other[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        int mask = 0xff << (Byte.SIZE - rest);
        return rest == 0 || ((one[whole] ^ other[whole]) & mask & 0xff) == 0;
    }

    private static byte[] addressOf(String expression) {
        int slash = expression.indexOf('/');
        return parse(slash < 0 ? expression : expression.substring(0, slash));
    }

    private static int prefixBitsOf(String expression, int bitsMax) {
        int slash = expression.indexOf('/');
        if (slash < 0) {
            return bitsMax;
        }
        int bits = number(expression, slash + 1, expression.length(), 10);
        return bits > bitsMax ? NO_BITS : bits;
    }

    private static byte[] parse(String address) {
        return address.indexOf(':') >= 0 ? parseIpv6(address) : parseIpv4(address);
    }

    private static byte[] parseIpv4(String address) {
        byte[] bytes = new byte[IPV4_BYTES];
        int from = 0;
        for (int i = 0; i < IPV4_BYTES; i++) {
            int dot = address.indexOf('.', from);
            boolean isLast = i == IPV4_BYTES - 1;
            int value = isLast == (dot < 0) ? number(address, from, isLast ? address.length() : dot, 10) : -1;
            if (value < 0 || value > 0xff) {
                return NO_ADDRESS;
            }
            bytes[i] = (byte) value;
            from = dot + 1;
        }
        return bytes;
    }

    private static byte[] parseIpv6(String address) {
        int gap = address.indexOf("::");
        byte[] bytes = new byte[IPV6_BYTES];
        if (gap < 0) {
            return parseGroups(address, 0, address.length(), bytes) == IPV6_BYTES ? bytes : NO_ADDRESS;
        }
        int head = gap == 0 ? 0 : parseGroups(address, 0, gap, bytes);
        byte[] tailBytes = new byte[IPV6_BYTES];
        boolean endsWithGap = gap + 2 == address.length();
        int tail = endsWithGap ? 0 : parseGroups(address, gap + 2, address.length(), tailBytes);
        if (head < 0 || tail < 0 || head + tail >= IPV6_BYTES) {
            return NO_ADDRESS;
        }
        System.arraycopy(tailBytes, 0, bytes, IPV6_BYTES - tail, tail);
        return bytes;
    }

    /** Puts the groups between {@code from} and {@code to} to the front of {@code bytes}; how many bytes, or -1 when they are not legal. */
    private static int parseGroups(String address, int from, int to, byte[] bytes) {
        int filled = 0;
        int start = from;
        while (start <= to) {
            int colon = address.indexOf(':', start);
            int end = colon < 0 || colon > to ? to : colon;
            int value = end - start > 4 ? -1 : number(address, start, end, 16);
            if (value < 0 || filled == IPV6_BYTES) {
                return -1;
            }
            bytes[filled++] = (byte) (value >> Byte.SIZE);
            bytes[filled++] = (byte) value;
            start = end + 1;
        }
        return filled;
    }

    /** The number that stands between {@code from} and {@code to}, or -1 when there is none or it is far too big. */
    private static int number(String text, int from, int to, int radix) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || value > 0xffff) {
                return -1;
            }
            value = value * radix + digit;
        }
        return to > from ? value : -1;
    }
}
