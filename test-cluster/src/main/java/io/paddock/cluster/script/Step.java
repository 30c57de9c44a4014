package io.paddock.cluster.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One line of a script: what one session does. The next step begins when all effects of this one have arrived. */
public sealed interface Step {
    /** The session that acts. */
    String session();

    /** Which of the shapes this is. */
    Kind kind();

    /** Whether the step may cause something that other sessions are told of. */
    default boolean isFeltByOthers() {
        return kind() != Kind.DROP;
    }

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
                        constant(ReadOnly.class, arguments.get("readOnly")),
                        Integer.parseInt(arguments.get("server")));
            case "reattach" ->
                new Reattach(
                        session,
                        Integer.parseInt(arguments.get("timeout")),
                        arguments.get("zxid"),
                        constant(Password.class, arguments.get("password")),
                        Integer.parseInt(arguments.get("server")));
            case "drop" -> new Drop(session);
            case "expire" -> new Expire(session);
            case "awaitGone" -> new AwaitGone(session, arguments.get("path"));
            case "failover" -> new Failover(session, constant(Failover.Role.class, arguments.get("of")));
            default -> Requests.parse(session, line.trim().substring(session.length()));
        };
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
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
        /** An {@link AwaitGone}. */
        AWAIT_GONE,
        /** A {@link Failover}. */
        FAILOVER,
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
    }

    /** What a handshake sends as the password of the session it asks for. */
    enum Password {
        /** The right one. */
        GOOD,
        /** Zeros, as many as the right one has bytes. */
        ZEROS,
        /** The right one with one bit changed. */
        WRONG,
        /** The right one without its last byte. */
        SHORT,
        /** The right one and a byte more. */
        LONG,
        /** Null. */
        NULL;
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
            return "open timeout=" + timeoutMs + " readOnly=" + word(readOnly) + " server=" + server;
        }
    }

    /**
     * Connects anew, whether or not the old connection still stands, and asks for the session by its number.
     *
     * @param session its name
     * @param timeoutMs the time-out asked for
     * @param zxid the zxid the client claims to have seen, see {@link Names#zxid}
     * @param password what it sends as the session's password
     * @param server which server, counted from 0, modulo the number of them
     */
    record Reattach(String session, int timeoutMs, String zxid, Password password, int server) implements Step {
        @Override
        public Kind kind() {
            return Kind.REATTACH;
        }

        @Override
        public String action() {
            return "reattach timeout=" + timeoutMs + " zxid=" + zxid + " password=" + word(password) + " server="
                    + server;
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
     * Waits until a node is gone that the server removes by itself.
     *
     * @param session its name
     * @param path the node, {@code $} standing for the root of the run
     */
    record AwaitGone(String session, String path) implements Step {
        @Override
        public Kind kind() {
            return Kind.AWAIT_GONE;
        }

        @Override
        public String action() {
            return "awaitGone path=" + path;
        }
    }

    /**
     * Kills a server of an ensemble as a crash would, and starts it again. Before the leader dies every session cuts its
     * connection: which other server each would find itself at is not the same everywhere.
     *
     * @param session a name that no session has
     * @param of which server
     */
    record Failover(String session, Role of) implements Step {
        @Override
        public Kind kind() {
            return Kind.FAILOVER;
        }

        @Override
        public String action() {
            return "failover of=" + word(of);
        }

        /** The server that dies. */
        public enum Role {
            /** The one that leads. */
            LEADER,
            /** Server 1 of the script, which never leads. */
            FOLLOWER;
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
        public boolean isFeltByOthers() {
            return operations.stream().anyMatch(operation -> !operation.isRead());
        }

        @Override
        public String action() {
            return operations.stream().map(Operation::text).collect(Collectors.joining(SEPARATOR));
        }
    }
}
