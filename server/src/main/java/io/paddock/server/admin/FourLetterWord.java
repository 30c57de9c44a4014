package io.paddock.server.admin;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The words an operator may send instead of a first frame. */
public enum FourLetterWord {
    /** Settings. */
    CONF,
    /** Connections in detail. */
    CONS,
    /** Resets the figures of connections. */
    CRST,
    /** Paddock's own: digests of the state. */
    DGST,
    /** Bytes in the directories. */
    DIRS,
    /** Sessions, ephemerals, connections. */
    DUMP,
    /** The environment. */
    ENVI,
    /** The trace mask. */
    GTMK,
    /** Digests by zxid. */
    HASH,
    /** Whether it is read-only. */
    ISRO,
    /** Metrics. */
    MNTR,
    /** Paddock's own: what Raft says. */
    RAFT,
    /** Whether the process runs. */
    RUOK,
    /** Resets the server's figures. */
    SRST,
    /** The server in short. */
    SRVR,
    /** The server and its connections. */
    STAT,
    /** Sets the trace mask; eight bytes follow. */
    STMK,
    /** Watches by session. */
    WCHC,
    /** Watches by path. */
    WCHP,
    /** Watches in numbers. */
    WCHS,
    /** Not a word but what telnet sends to end a connection. */
    TELNET_CLOSE;

    private static final int TELNET_CLOSE_CODE = 0xfff4fffd;

    /** How many bytes an argument has. */
    public static final int STMK_ARGUMENT_BYTES = Long.BYTES;

    /** The word that the first four bytes of a connection spell, read as a big-endian number. */
    public static Optional<FourLetterWord> of(int firstBytes) {
        for (FourLetterWord word : values()) {
            if (word.code() == firstBytes) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** The first four bytes as a big-endian number. */
    public int code() {
        if (this == TELNET_CLOSE) {
            return TELNET_CLOSE_CODE;
        }
        byte[] letters = text().getBytes(StandardCharsets.US_ASCII);
        int code = 0;
        for (byte letter : letters) {
            code = code << Byte.SIZE | letter;
        }
        return code;
    }

    /** The word, as it is sent and as it stands in the whitelist. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
