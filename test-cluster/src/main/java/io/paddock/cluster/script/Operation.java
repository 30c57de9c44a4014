package io.paddock.cluster.script;

import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.MalformedRecordException;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.WireReader;
import io.paddock.cluster.wire.WireWriter;
import io.paddock.cluster.wire.Xid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One request of a script.
 *
 * @param kind what is asked
 * @param arguments the words of its arguments, in their order
 * @param parts the operations it is made of, for a multi; the one that is cut, for a cut
 */
public record Operation(OperationKind kind, List<String> arguments, List<Operation> parts) {
    private static final int END_MARK = -1;

    /** Checks the number of arguments and copies. */
    public Operation {
        arguments = List.copyOf(arguments);
        parts = List.copyOf(parts);
        if (arguments.size() != kind.fields().size()) {
            throw new IllegalArgumentException("expected " + kind.fields() + " for " + kind + " but got " + arguments);
        }
        if (!parts.isEmpty() && !kind.hasParts()) {
            throw new IllegalArgumentException(kind + " has no parts");
        }
        if (kind == OperationKind.CUT && parts.size() != 1) {
            throw new IllegalArgumentException("expected one operation to cut but got " + parts);
        }
    }

    /** An operation with these words as arguments. */
    public static Operation of(OperationKind kind, String... arguments) {
        return new Operation(kind, Arrays.asList(arguments), List.of());
    }

    /** A multi of these operations. */
    public static Operation multi(OperationKind kind, List<Operation> parts) {
        return new Operation(kind, List.of(), parts);
    }

    /** An operation whose body lacks so many bytes at its end, or has so many zeros more if that is negative. */
    public static Operation cut(int bytes, Operation whole) {
        return new Operation(OperationKind.CUT, List.of(Integer.toString(bytes)), List.of(whole));
    }

    /** The operation that a line of a script tells. */
    public static Operation parse(String text) {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(text.trim().split("\\s+")));
        Operation operation = parse(words);
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("unexpected words " + words + " in: " + text);
        }
        return operation;
    }

    private static Operation parse(Deque<String> words) {
        OperationKind kind = OperationKind.of(words.remove());
        List<String> arguments = new ArrayList<>();
        for (Field field : kind.fields()) {
            String word = words.isEmpty() ? "" : words.remove();
            if (!word.startsWith(field.name() + "=")) {
                throw new IllegalArgumentException(
                        "expected " + field.name() + "=... for " + kind + " but got " + word);
            }
            arguments.add(word.substring(field.name().length() + 1));
        }
        List<Operation> parts = new ArrayList<>();
        while (kind.hasParts() && "{".equals(words.peek())) {
            words.remove();
            parts.add(parse(words));
            if (words.isEmpty() || !words.remove().equals("}")) {
                throw new IllegalArgumentException("expected } after " + parts);
            }
        }
        return new Operation(kind, arguments, parts);
    }

    /** The line of a script that {@link #parse} reads. */
    public String text() {
        StringBuilder text = new StringBuilder(kind.word());
        for (int i = 0; i < arguments.size(); i++) {
            text.append(' ').append(kind.fields().get(i).name()).append('=').append(arguments.get(i));
        }
        if (!parts.isEmpty()) {
            text.append(parts.stream().map(Operation::text).collect(Collectors.joining(" } { ", " { ", " }")));
        }
        return text.toString();
    }

    /** The request that asks it; some kinds have a number of their own instead of the given one. */
    public Request request(int xid, Names names) {
        if (kind == OperationKind.CUT) {
            Request whole = parts.get(0).request(xid, names);
            return new Request(whole.xid(), whole.opCode(), cut(whole.body()));
        }
        int actualXid = switch (kind) {
            case PING -> Xid.PING;
            case AUTH -> Xid.AUTH;
            case SET_WATCHES, SET_WATCHES2 -> Xid.SET_WATCHES;
            default -> xid;
        };
        int opCode = kind == OperationKind.RAW ? Integer.parseInt(arguments.get(0)) : kind.opCode();
        return new Request(actualXid, opCode, body(names));
    }

    private Bytes cut(Bytes whole) {
        int length = Math.max(0, whole.length() - Integer.parseInt(arguments.get(0)));
        return Bytes.copyOf(Arrays.copyOf(whole.toArray(), length));
    }

    private Bytes body(Names names) {
        WireWriter out = new WireWriter();
        int first = kind == OperationKind.RAW ? 1 : 0;
        for (int i = first; i < arguments.size(); i++) {
            kind.fields().get(i).type().encode(arguments.get(i), names, out);
        }
        if (kind.hasParts()) {
            for (Operation part : parts) {
                out.int32(part.kind.opCode()).bool(false).int32(END_MARK).raw(part.body(names));
            }
            out.int32(END_MARK).bool(true).int32(END_MARK);
        }
        return out.toBytes();
    }

    /** What a reply to it says. A body that is not as it should be becomes a value of its own. */
    public List<Value> read(Received.Reply reply, Names names) {
        if (kind == OperationKind.CUT) {
            return parts.get(0).read(reply, names);
        }
        List<Value> values = new ArrayList<>();
        WireReader in = new WireReader(reply.body());
        try {
            // Only a multiRead that fails says what it had found before.
            if (reply.error() == 0 || (kind == OperationKind.MULTI_READ && in.remaining() > 0)) {
                kind.replyParts().forEach(part -> part.decode("", names, in, values));
            }
        } catch (MalformedRecordException e) {
            values.add(Value.plain("malformed", Quoting.quote(e.toString())));
        }
        if (in.remaining() > 0) {
            values.add(Value.plain("extra", Quoting.quote(in.raw(in.remaining()))));
        }
        return values;
    }

    /** Whether it changes nothing that others could be told of. */
    public boolean isRead() {
        return kind.isRead();
    }

    /** Whether the session ends when this succeeds. */
    public boolean endsSession() {
        return kind.opCode() == OpCode.CLOSE_SESSION
                || (kind == OperationKind.CUT && parts.get(0).endsSession());
    }
}
