package io.paddock.shell.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.zookeeper.data.Stat;

/** A stat in zkCli's eleven lines, or as a JSON object. */
public final class StatText {
    /** The layout of {@code java.util.Date.toString()}, which zkCli prints. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US);

    private StatText() {}

    /** The block of lines that zkCli prints, without a line end after the last. */
    public static String text(Stat stat) {
        return String.join(
                System.lineSeparator(),
                "cZxid = 0x" + Long.toHexString(stat.getCzxid()),
                "ctime = " + date(stat.getCtime()),
                "mZxid = 0x" + Long.toHexString(stat.getMzxid()),
                "mtime = " + date(stat.getMtime()),
                "pZxid = 0x" + Long.toHexString(stat.getPzxid()),
                "cversion = " + stat.getCversion(),
                "dataVersion = " + stat.getVersion(),
                "aclVersion = " + stat.getAversion(),
                "ephemeralOwner = 0x" + Long.toHexString(stat.getEphemeralOwner()),
                "dataLength = " + stat.getDataLength(),
                "numChildren = " + stat.getNumChildren());
    }

    /** The same fields for programs: times in milliseconds, zxids and the owner as hexadecimal strings. */
    public static Json json(Stat stat) {
        return Json.object("czxid", Json.hex(stat.getCzxid()))
                .and("ctimeMs", Json.number(stat.getCtime()))
                .and("mzxid", Json.hex(stat.getMzxid()))
                .and("mtimeMs", Json.number(stat.getMtime()))
                .and("pzxid", Json.hex(stat.getPzxid()))
                .and("cversion", Json.number(stat.getCversion()))
                .and("dataVersion", Json.number(stat.getVersion()))
                .and("aclVersion", Json.number(stat.getAversion()))
                .and("ephemeralOwner", Json.hex(stat.getEphemeralOwner()))
                .and("dataLength", Json.number(stat.getDataLength()))
                .and("numChildren", Json.number(stat.getNumChildren()));
    }

    private static String date(long timeMs) {
        return DATE.format(Instant.ofEpochMilli(timeMs).atZone(ZoneId.systemDefault()));
    }
}
