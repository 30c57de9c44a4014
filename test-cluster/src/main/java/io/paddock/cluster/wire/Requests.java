package io.paddock.cluster.wire;

import java.util.List;
import java.util.Optional;

/** The requests that most tests send, with data as text and an access list open to the world. */
public final class Requests {
    private static final int ANY_VERSION = -1;
    private static final int ALL_PERMISSIONS = 31;
    private static final int END_MARK = -1;

    private Requests() {}

    /** Makes a node; the flags are those of the protocol. */
    public static Request create(int xid, String path, String data, int flags) {
        return new Request(xid, OpCode.CREATE, node(path, data, flags));
    }

    private static Bytes node(String path, String data, int flags) {
        return new WireWriter()
                .text(path)
                .buffer(Optional.of(Bytes.ofText(data)))
                .int32(1)
                .int32(ALL_PERMISSIONS)
                .text("world")
                .text("anyone")
                .int32(flags)
                .toBytes();
    }

    /** Replaces data of any version. */
    public static Request setData(int xid, String path, String data) {
        return new Request(xid, OpCode.SET_DATA, newData(path, data));
    }

    private static Bytes newData(String path, String data) {
        return new WireWriter()
                .text(path)
                .buffer(Optional.of(Bytes.ofText(data)))
                .int32(ANY_VERSION)
                .toBytes();
    }

    /** Removes a node of any version. */
    public static Request delete(int xid, String path) {
        return new Request(
                xid,
                OpCode.DELETE,
                new WireWriter().text(path).int32(ANY_VERSION).toBytes());
    }

    /** Asks for data. */
    public static Request getData(int xid, String path) {
        return read(xid, OpCode.GET_DATA, path, false);
    }

    /** Asks for data and leaves a watch. */
    public static Request watchData(int xid, String path) {
        return read(xid, OpCode.GET_DATA, path, true);
    }

    /** Asks for a stat. */
    public static Request exists(int xid, String path) {
        return read(xid, OpCode.EXISTS, path, false);
    }

    private static Request read(int xid, int opCode, String path, boolean isWatching) {
        return new Request(
                xid, opCode, new WireWriter().text(path).bool(isWatching).toBytes());
    }

    /** Catches up with the leader. */
    public static Request sync(int xid, String path) {
        return new Request(xid, OpCode.SYNC, new WireWriter().text(path).toBytes());
    }

    /** Sets a watch on a node and all below it that stays. */
    public static Request watchTree(int xid, String path) {
        int recursive = 1;
        return new Request(
                xid,
                OpCode.ADD_WATCH,
                new WireWriter().text(path).int32(recursive).toBytes());
    }

    /** Replaces the data of several nodes, of all or of none. */
    public static Request setAll(int xid, List<String> paths, String data) {
        WireWriter body = new WireWriter();
        for (String path : paths) {
            body.int32(OpCode.SET_DATA).bool(false).int32(END_MARK).raw(newData(path, data));
        }
        return new Request(
                xid,
                OpCode.MULTI,
                body.int32(END_MARK).bool(true).int32(END_MARK).toBytes());
    }

    /** Ends the session. */
    public static Request closeSession(int xid) {
        return new Request(xid, OpCode.CLOSE_SESSION, Bytes.EMPTY);
    }
}
