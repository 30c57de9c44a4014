package io.paddock.server.admin;

import io.paddock.server.admin.ServerStatus.WatcherStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code wch?} words, without the empty line or line end that closes them. */
final class WatchTexts {
    private WatchTexts() {}

    static String bySession(List<WatcherStatus> watchers) {
        StringBuilder text = new StringBuilder();
        for (WatcherStatus watcher : watchers) {
            text.append("0x").append(Long.toHexString(watcher.sessionId())).append("\n");
            watcher.paths().forEach(path -> text.append("\t").append(path).append("\n"));
        }
        return text.toString();
    }

    static String byPath(List<WatcherStatus> watchers) {
        StringBuilder text = new StringBuilder();
        sessionsByPath(watchers).forEach((path, sessions) -> {
            text.append(path).append("\n");
            sessions.forEach(session ->
                    text.append("\t0x").append(Long.toHexString(session)).append("\n"));
        });
        return text.toString();
    }

    static String numbers(List<WatcherStatus> watchers) {
        int total =
                watchers.stream().mapToInt(watcher -> watcher.paths().size()).sum();
        return watchers.size() + " connections watching "
                + sessionsByPath(watchers).size() + " paths\nTotal watches:" + total;
    }

    private static Map<String, List<Long>> sessionsByPath(List<WatcherStatus> watchers) {
        Map<String, List<Long>> sessions = new LinkedHashMap<>();
        for (WatcherStatus watcher : watchers) {
            for (String path : watcher.paths()) {
                sessions.computeIfAbsent(path, missing -> new ArrayList<>()).add(watcher.sessionId());
            }
        }
        return sessions;
    }
}
