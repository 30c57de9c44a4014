package io.paddock.cluster.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.paddock.acl.Acl;
import io.paddock.cluster.wire.Request;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.tree.Bytes;
import io.paddock.tree.ZnodeStat;

/** What the benchmarks work on: values of 128 bytes, paths such as the load generator's. */
final class Samples {
    static final String FOLDER = "/bench";
    static final Bytes VALUE = Bytes.of(new byte[128]);

    private Samples() {}

    /** The path of a znode. */
    static String path(int number) {
        return FOLDER + "/k" + number;
    }

    /** The creation of a znode. */
    static Command create(String path) {
        return new Command.Create(CreateForm.CREATE, path, VALUE, Acl.OPEN.entries(), 0, 0);
    }

    /** New data for a znode. */
    static Command setData(String path) {
        return new Command.SetData(path, VALUE, -1);
    }

    /** The stat of some znode. */
    static ZnodeStat stat() {
        return new ZnodeStat(1, 2, 3, 1_700_000_000_000L, 1_700_000_000_000L, 4, 5, 6, 0, 128, 0);
    }

    /** The body of a request as the server's event loop finds it. */
    static ByteBuf body(Request request) {
        return Unpooled.directBuffer().writeBytes(request.body().toArray());
    }
}
