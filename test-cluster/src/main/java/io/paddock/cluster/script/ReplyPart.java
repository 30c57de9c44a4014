package io.paddock.cluster.script;

import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.MalformedRecordException;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.WireReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A piece of the body of a reply and how it is read. What ZooKeeper sends in the order of a hash set is sorted. */
enum ReplyPart {
    /** A path. */
    PATH {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            out.add(Value.plain(prefix + "path", symbolic(in.text(), names)));
        }
    },
    /** The eleven numbers of a node. */
    STAT {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            out.add(Value.number(prefix + "czxid", Value.Type.ZXID, in.int64()));
            out.add(Value.number(prefix + "mzxid", Value.Type.ZXID, in.int64()));
            out.add(Value.number(prefix + "ctime", Value.Type.TIME, in.int64()));
            out.add(Value.number(prefix + "mtime", Value.Type.TIME, in.int64()));
            out.add(Value.plain(prefix + "version", in.int32()));
            out.add(Value.plain(prefix + "cversion", in.int32()));
            out.add(Value.plain(prefix + "aversion", in.int32()));
            out.add(Value.number(prefix + "ephemeralOwner", Value.Type.SESSION, in.int64()));
            out.add(Value.plain(prefix + "dataLength", in.int32()));
            out.add(Value.plain(prefix + "numChildren", in.int32()));
            out.add(Value.number(prefix + "pzxid", Value.Type.ZXID, in.int64()));
        }
    },
    /** Bytes or null. */
    DATA {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            out.add(Value.plain(prefix + "data", Quoting.quote(in.buffer())));
        }
    },
    /** A number. */
    NUMBER {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            out.add(Value.plain(prefix + "number", in.int32()));
        }
    },
    /** Names of children or paths, sorted. */
    NAMES {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            List<String> sorted = in.texts().stream()
                    .map(name -> Quoting.quote(names.symbolic(name)))
                    .sorted()
                    .toList();
            out.add(Value.plain(prefix + "names", Quoting.list(sorted)));
        }
    },
    /** An access list. Neighbours with equal permissions are sorted: {@code auth} expands in the order of a set. */
    ACL {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            List<List<String>> runs = new ArrayList<>();
            int lastPermissions = -1;
            int count = in.count();
            for (int i = 0; i < count; i++) {
                int permissions = in.int32();
                if (runs.isEmpty() || permissions != lastPermissions) {
                    runs.add(new ArrayList<>());
                }
                lastPermissions = permissions;
                runs.get(runs.size() - 1)
                        .add(permissions + ":" + Quoting.quote(in.buffer()) + ":" + Quoting.quote(in.buffer()));
            }
            List<String> entries =
                    runs.stream().flatMap(run -> run.stream().sorted()).toList();
            out.add(Value.plain(prefix + "acl", Quoting.list(entries)));
        }
    },
    /** Identities of a connection, sorted. */
    IDENTITIES {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            List<String> identities = new ArrayList<>();
            int count = in.count();
            for (int i = 0; i < count; i++) {
                identities.add(Quoting.quote(in.buffer()) + ":" + Quoting.quote(in.buffer()));
            }
            identities.sort(Comparator.naturalOrder());
            out.add(Value.plain(prefix + "identities", Quoting.list(identities)));
        }
    },
    /** The results of a multi, up to its end mark. */
    RESULTS {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            for (int index = 0; ; index++) {
                String each = index + ".";
                int type = in.int32();
                boolean isDone = in.bool();
                int error = in.int32();
                out.add(Value.plain(each + "result", type + (isDone ? "/done/" : "/") + error));
                if (isDone) {
                    return;
                }
                for (ReplyPart part : resultParts(type)) {
                    part.decode(each, names, in, out);
                }
            }
        }
    },
    /** All that is left, as it is. */
    BYTES {
        @Override
        void decode(String prefix, Names names, WireReader in, List<Value> out) {
            out.add(Value.plain(prefix + "bytes", Quoting.quote(in.raw(in.remaining()))));
        }
    };

    private static final int ERROR = -1;

    /** Reads this part and adds its values, their names after the prefix. */
    abstract void decode(String prefix, Names names, WireReader in, List<Value> out);

    private static List<ReplyPart> resultParts(int type) {
        return switch (type) {
            case ERROR -> List.of(NUMBER);
            case OpCode.CREATE -> List.of(PATH);
            case OpCode.CREATE_2, OpCode.CREATE_CONTAINER, OpCode.CREATE_TTL -> List.of(PATH, STAT);
            case OpCode.DELETE, OpCode.CHECK -> List.of();
            case OpCode.SET_DATA -> List.of(STAT);
            case OpCode.GET_DATA -> List.of(DATA, STAT);
            case OpCode.GET_CHILDREN -> List.of(NAMES);
            default -> throw new MalformedRecordException("result of type " + type + " in a multi");
        };
    }

    private static String symbolic(Optional<String> path, Names names) {
        return Quoting.quote(path.map(text -> Bytes.ofText(names.symbolic(text))));
    }
}
