package io.paddock.shell.provision;

import io.paddock.shell.tree.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Names content without showing it. */
final class Digest {
    /** How many digits tell two contents apart for a reader. */
    static final int SHORT = 12;

    private Digest() {}

    /** Of one content; null has a word of its own. */
    static String of(Content content) {
        return content.isNull() ? "null" : HexFormat.of().formatHex(sha256().digest(content.bytesOrNull()));
    }

    /** Of a whole source: its revision where nobody names one. */
    static String of(DesiredTree tree) {
        MessageDigest digest = sha256();
        for (Map.Entry<String, Desired> entry : tree.znodes().entrySet()) {
            Desired desired = entry.getValue();
            String line = entry.getKey() + "\n" + desired.isContentGiven() + of(desired.content())
                    + desired.isAclGiven() + desired.acl() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every JDK", e);
        }
    }
}
