package io.paddock.server.admin;

import io.paddock.server.admin.ServerStatus.SessionStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The {@code dump} word: sessions, ephemerals and connections. */
final class DumpText {
    /** As {@code java.util.Date} prints itself. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US)
            .withZone(ZoneId.systemDefault());

    private DumpText() {}

    static String of(ServerStatus status) {
        return "SessionTracker dump:\n"
                + sessions(status)
                + "ephemeral nodes dump:\n"
                + ephemerals(status.ephemerals())
                + "Connections dump:\nConnections "
                + byExpiry(
                        status.connections(),
                        ConnectionStatus::expiresAtMs,
                        connection -> "ip: " + connection.remoteAddress() + " sessionId: 0x"
                                + Long.toHexString(connection.sessionId()));
    }

    /** Those who do not lead do not know when sessions expire. */
    private static String sessions(ServerStatus status) {
        List<SessionStatus> sessions = new ArrayList<>(status.sessions());
        sessions.sort(Comparator.comparingLong(SessionStatus::id));
        if (status.mode() == ServerMode.LEADER || status.mode() == ServerMode.STANDALONE) {
            return "Session "
                    + byExpiry(sessions, SessionStatus::expiresAtMs, session -> "0x" + Long.toHexString(session.id()));
        }
        StringBuilder text = new StringBuilder("Global Sessions(" + sessions.size() + "):\n");
        sessions.forEach(
                session -> text.append("0x" + Long.toHexString(session.id()) + "\t" + session.timeoutMs() + "ms\n"));
        return text.toString();
    }

    private static <T> String byExpiry(List<T> elements, ToLongFunction<T> expiry, Function<T, String> line) {
        Map<Long, List<T>> sets = new TreeMap<>();
        elements.forEach(element -> sets.computeIfAbsent(expiry.applyAsLong(element), time -> new ArrayList<>())
                .add(element));
        StringBuilder text = new StringBuilder("Sets (" + sets.size() + ")/(" + elements.size() + "):\n");
        sets.forEach((time, set) -> {
            text.append(set.size() + " expire at " + DATE.format(Instant.ofEpochMilli(time)) + ":\n");
            set.forEach(element -> text.append("\t" + line.apply(element) + "\n"));
        });
        return text.toString();
    }

    private static String ephemerals(Map<Long, List<String>> ephemerals) {
        StringBuilder text = new StringBuilder("Sessions with Ephemerals (" + ephemerals.size() + "):\n");
        ephemerals.forEach((session, paths) -> {
            text.append("0x" + Long.toHexString(session) + ":\n");
            paths.forEach(path -> text.append("\t" + path + "\n"));
        });
        return text.toString();
    }
}
