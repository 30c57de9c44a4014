package io.paddock.cluster.script;

import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/** How an argument of an operation is written in a script and sent in a request. */
enum FieldType {
    /** A path; {@code $} stands for the root of the run. */
    PATH {
        @Override
        void encode(String word, Names names, WireWriter out) {
            out.buffer(Quoting.unquote(word).map(path -> Bytes.ofText(names.actual(path.text()))));
        }
    },
    /** Bytes, or a text without a root in it. */
    DATA {
        @Override
        void encode(String word, Names names, WireWriter out) {
            out.buffer(Quoting.unquote(word));
        }
    },
    /** Bytes without a length before them. */
    RAW {
        @Override
        void encode(String word, Names names, WireWriter out) {
            out.raw(Quoting.unquote(word).orElse(Bytes.EMPTY));
        }
    },
    /** A number of four bytes. */
    INT {
        @Override
        void encode(String word, Names names, WireWriter out) {
            out.int32(Integer.parseInt(word));
        }
    },
    /** A number of eight bytes. */
    LONG {
        @Override
        void encode(String word, Names names, WireWriter out) {
            out.int64(Long.parseLong(word));
        }
    },
    /** A zxid, see {@link Names#zxid}. */
    ZXID {
        @Override
        void encode(String word, Names names, WireWriter out) {
            out.int64(names.zxid(word));
        }
    },
    /** 1 or 0. */
    FLAG {
        @Override
        void encode(String word, Names names, WireWriter out) {
            out.bool(word.equals("1"));
        }
    },
    /** A list of paths. */
    PATHS {
        @Override
        void encode(String word, Names names, WireWriter out) {
            encodeList(word, out, item -> PATH.encode(item, names, out));
        }
    },
    /** A list of {@code permissions:scheme:id}. */
    ACL {
        @Override
        void encode(String word, Names names, WireWriter out) {
            encodeList(word, out, item -> {
                String[] parts = item.split(":", ACL_PARTS);
                out.int32(Integer.parseInt(parts[0]));
                out.buffer(Quoting.unquote(parts[1]));
                out.buffer(Quoting.unquote(parts[2]));
            });
        }
    };

    private static final int ACL_PARTS = 3;
    private static final int NULL_COUNT = -1;

    /** Writes the value that the word stands for. */
    abstract void encode(String word, Names names, WireWriter out);

    private static void encodeList(String word, WireWriter out, java.util.function.Consumer<String> each) {
        Optional<List<String>> items = Quoting.items(word);
        out.int32(items.map(List::size).orElse(NULL_COUNT));
        items.orElse(List.of()).forEach(each);
    }
}
