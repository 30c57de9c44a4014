package io.paddock.shell.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The data of a znode: some bytes, which may be none at all, or null. Compares by value. */
public final class Content {
    /** A znode without data, which is not the same as one with empty data. */
    public static final Content NULL = new Content(Optional.empty());

    /*
     * Optional in a field is against the rule, for want of another word: null is a value of its own in ZooKeeper.
     */
    private final Optional<byte[]> bytes;

    private Content(Optional<byte[]> bytes) {
        this.bytes = bytes;
    }

    /** The content that the client gave. */
    public static Content ofNullable(byte[] bytesOrNull) {
        return bytesOrNull == null ? NULL : new Content(Optional.of(bytesOrNull.clone()));
    }

    /** Text as UTF-8. */
    public static Content of(String text) {
        return new Content(Optional.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether there is no data, not even empty data. */
    public boolean isNull() {
        return bytes.isEmpty();
    }

    /** The bytes as the client takes them. */
    public byte[] bytesOrNull() {
        return bytes.map(byte[]::clone).orElse(null);
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.map(it -> it.length).orElse(0);
    }

    /** The data as text, where it is valid UTF-8. */
    public Optional<String> text() {
        return bytes.flatMap(Content::decode);
    }

    /** The data as text of which each character can be seen, or is a line end or a tab. */
    public Optional<String> printable() {
        return text().filter(text -> text.codePoints().allMatch(Content::isPrintable));
    }

    /** The bytes in base64; of null, nothing. */
    public String base64() {
        return bytes.map(it -> Base64.getEncoder().encodeToString(it)).orElse("");
    }

    /** By value. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && Arrays.equals(bytes.orElse(null), that.bytes.orElse(null));
    }

    /** By value. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes.orElse(null));
    }

    /** The size alone: data may be a secret. */
    @Override
    public String toString() {
        return bytes.map(it -> it.length + " bytes").orElse("null");
    }

    private static Optional<String> decode(byte[] data) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\n' || codePoint == '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
