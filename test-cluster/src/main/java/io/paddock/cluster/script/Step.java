package io.paddock.cluster.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One line of a script: what one session does. The next step begins when all effects of this one have arrived. */
public sealed interface Step {
    /** The session that acts. */
    String session();

    /** Which of the shapes this is. */
    Kind kind();

    /** The line without the session. */
    String action();

    /** The line that {@link #parse} reads. */
    default String text() {
        return session() + " " + action();
    }

    /** The step that a line tells. */
    static Step parse(String line) {
        String[] words = line.trim().split("\\s+");
        if (words.length < 2) {
            throw new IllegalArgumentException("expected a session and what it does but got: " + line);
        }
        String session = words[0];
        Map<String, String> arguments = new TreeMap<>();
        Arrays.stream(words)
                .skip(2)
                .filter(word -> word.contains("="))
                .forEach(word ->
                        arguments.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1)));
        return switch (words[1]) {
            case "open" ->
                new Open(
                        session,
                        Integer.parseInt(arguments.get("timeout")),
                        ReadOnly.of(arguments.get("readOnly")),
                        Integer.parseInt(arguments.get("server")));
            case "reattach" ->
                new Reattach(
                        session,
                        Integer.parseInt(arguments.get("timeout")),
                        arguments.get("zxid"),
                        arguments.get("password").equals("good"),
                        Integer.parseInt(arguments.get("server")));
            case "drop" -> new Drop(session);
            case "expire" -> new Expire(session);
            default -> Requests.parse(session, line.trim().substring(session.length()));
        };
    }

    /** The shapes. */
    enum Kind {
        /** An {@link Open}. */
        OPEN,
        /** A {@link Reattach}. */
        REATTACH,
        /** A {@link Drop}. */
        DROP,
        /** An {@link Expire}. */
        EXPIRE,
        /** Some {@link Requests}. */
        REQUESTS
    }

    /** Whether and how a handshake sends the byte that says a read-only server would do. */
    enum ReadOnly {
        /** The byte is not sent. */
        ABSENT,
        /** It is 0. */
        NO,
        /** It is 1. */
        YES;

        private static ReadOnly of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }

        private String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Connects and asks for a new session; an earlier one of this name is forgotten.
     *
     * @param session its name
     * @param timeoutMs the time-out asked for
     * @param readOnly the byte at the end of the handshake
     * @param server which server, counted from 0, modulo the number of them
     */
    record Open(String session, int timeoutMs, ReadOnly readOnly, int server) implements Step {
        @Override
        public Kind kind() {
            return Kind.OPEN;
        }

        @Override
        public String action() {
            return "open timeout=" + timeoutMs + " readOnly=" + readOnly.word() + " server=" + server;
        }
    }

    /**
     * Connects anew, whether or not the old connection still stands, and asks for the session by its number.
     *
     * @param session its name
     * @param timeoutMs the time-out asked for
     * @param zxid the zxid the client claims to have seen, see {@link Names#zxid}
     * @param hasPassword whether it sends the right password
     * @param server which server, counted from 0, modulo the number of them
     */
    record Reattach(String session, int timeoutMs, String zxid, boolean hasPassword, int server) implements Step {
        @Override
        public Kind kind() {
            return Kind.REATTACH;
        }

        @Override
        public String action() {
            return "reattach timeout=" + timeoutMs + " zxid=" + zxid + " password=" + (hasPassword ? "good" : "bad")
                    + " server=" + server;
        }
    }

    /**
     * Cuts the connection; the session lives on.
     *
     * @param session its name
     */
    record Drop(String session) implements Step {
        @Override
        public Kind kind() {
            return Kind.DROP;
        }

        @Override
        public String action() {
            return "drop";
        }
    }

    /**
     * Connects anew with the shortest time-out, cuts the connection and waits until the server has expired the session.
     *
     * @param session its name
     */
    record Expire(String session) implements Step {
        @Override
        public Kind kind() {
            return Kind.EXPIRE;
        }

        @Override
        public String action() {
            return "expire";
        }
    }

    /**
     * Sends requests in one go and waits for all replies.
     *
     * @param session its name
     * @param operations what is asked, at least one
     */
    record Requests(String session, List<Operation> operations) implements Step {
        private static final String SEPARATOR = " | ";

        /** Copies; an empty list is refused. */
        public Requests {
            operations = List.copyOf(operations);
            if (operations.isEmpty()) {
                throw new IllegalArgumentException("expected at least one operation");
            }
        }

        private static Requests parse(String session, String text) {
            List<Operation> operations = new ArrayList<>();
            for (String each : text.split(" \\| ", -1)) {
                operations.add(Operation.parse(each));
            }
            return new Requests(session, operations);
        }

        @Override
        public Kind kind() {
            return Kind.REQUESTS;
        }

        @Override
        public String action() {
            return operations.stream().map(Operation::text).collect(Collectors.joining(SEPARATOR));
        }
    }
}
