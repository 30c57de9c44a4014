package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one server says of itself. From {@code srvr}, which servers answer by default, and more from {@code mntr} where it
 * is allowed: sessions, and the term if the server has that figure; else the epoch in the zxid is the term.
 *
 * @param name host and port
 * @param figures what it said; none when it did not answer
 * @param trouble why it is not serving; empty when it is
 */
record ServerStatus(String name, Map<String, String> figures, String trouble) {
    private static final int EPOCH_SHIFT = 32;
    private static final String NONE = "-";

    /** Asks a server. Never fails: what went wrong is part of the answer. */
    static ServerStatus ask(InetSocketAddress address) {
        String name = address.getHostString() + ":" + address.getPort();
        try {
            String answer = FourLetterWord.send(address, "srvr");
            Map<String, String> figures = pairs(answer, ":");
            if (!figures.containsKey("Mode")) {
                return new ServerStatus(name, Map.of(), answer.isEmpty() ? "gave no answer" : answer);
            }
            figures.putAll(pairs(FourLetterWord.send(address, "mntr"), "\t"));
            return new ServerStatus(name, figures, "");
        } catch (IOException e) {
            return new ServerStatus(name, Map.of(), String.valueOf(e.getMessage()));
        }
    }

    boolean isServing() {
        return trouble.isEmpty();
    }

    String role() {
        return figures.getOrDefault("Mode", "down");
    }

    String zxid() {
        return figures.getOrDefault("Zxid", NONE);
    }

    String term() {
        for (String key : figures.keySet()) {
            boolean isTerm = key.equals("zk_term") || key.endsWith("raft_term") || key.endsWith("current_term");
            if (isTerm) {
                return figures.get(key);
            }
        }
        if (!zxid().startsWith("0x")) {
            return NONE;
        }
        return Long.toString(Long.parseUnsignedLong(zxid().substring(2), 16) >>> EPOCH_SHIFT);
    }

    /** Least, mean and greatest. */
    String latency() {
        return figures.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("Latency"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(NONE);
    }

    /** Those of the whole ensemble where it is told, else the connections of the server. */
    String sessions() {
        return figures.getOrDefault("zk_global_sessions", figures.getOrDefault("Connections", NONE));
    }

    String znodes() {
        return figures.getOrDefault("Node count", NONE);
    }

    Json json() {
        return Json.object("server", Json.string(name))
                .and("serving", Json.bool(isServing()))
                .and("role", Json.string(role()))
                .and("term", Json.string(term()))
                .and("zxid", Json.string(zxid()))
                .and("latencyMs", Json.string(latency()))
                .and("sessions", Json.string(sessions()))
                .and("znodes", Json.string(znodes()))
                .and("trouble", Json.string(trouble));
    }

    private static Map<String, String> pairs(String answer, String separator) {
        Map<String, String> pairs = new LinkedHashMap<>();
        answer.lines().forEach(line -> {
            int at = line.indexOf(separator);
            if (at > 0) {
                pairs.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
            }
        });
        return pairs;
    }
}
