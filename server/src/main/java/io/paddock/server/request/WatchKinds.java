package io.paddock.server.request;

import io.paddock.watch.WatchKind;
import java.util.List;

/** Which watches the types of opcodes 17 and 18 mean, in ZooKeeper 3.9.5's numbers. */
final class WatchKinds {

    private WatchKinds() {}

    /** The kinds of a type, 1 to 5. */
    static List<WatchKind> ofType(int type) {
        return switch (type) {
            case 1 -> List.of(WatchKind.CHILDREN);
            case 2 -> List.of(WatchKind.DATA);
            case 3 -> List.of(WatchKind.values());
            case 4 -> List.of(WatchKind.PERSISTENT);
            case 5 -> List.of(WatchKind.PERSISTENT_RECURSIVE);
            default -> throw new IllegalArgumentException("watches of type " + type);
        };
    }
}
