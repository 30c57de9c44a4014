package io.paddock.cluster.promise;

import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.DataReply;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Reads one node over and over, some of the reads with a watch, and judges what came. Owned by one thread. */
final class WatchingReader {
    private static final int READS = 6;
    private static final int READS_PER_WATCH = 3;
    private static final long NOT_WATCHING = -1;

    private final RawClient client;
    private final String path;
    private final Map<Integer, Boolean> isWatch = new HashMap<>();
    private int nextXid = 100;

    WatchingReader(RawClient client, String path) {
        this.client = client;
        this.path = path;
    }

    void readWhile(BooleanSupplier condition) throws Exception {
        while (condition.getAsBoolean()) {
            List<Request> reads = new ArrayList<>();
            for (int i = 0; i < READS; i++) {
                reads.add(read(i % READS_PER_WATCH == 0));
            }
            client.send(reads);
            client.takeReply(nextXid - 1, soon());
        }
    }

    /** The last read, behind everything that was acknowledged. */
    void readAfterSync() throws Exception {
        client.send(List.of(Requests.sync(1, path), read(false)));
        client.takeReply(nextXid - 1, soon());
    }

    private Request read(boolean isWatching) {
        int xid = nextXid++;
        isWatch.put(xid, isWatching);
        return isWatching ? Requests.watchData(xid, path) : Requests.getData(xid, path);
    }

    String lastData() {
        List<Received.Reply> replies = client.replies();
        return DataReply.of(replies.get(replies.size() - 1)).data();
    }

    /**
     * The rules broken: while a watch is set every reply shows the state in which it was set, an event comes once for
     * each setting, and no reply after it shows an older state than the event tells of.
     */
    List<String> brokenRules() {
        List<String> broken = new ArrayList<>();
        long watchedSince = NOT_WATCHING;
        long toldOf = 0;
        for (Received received : client.received()) {
            if (received instanceof Received.Event event) {
                if (watchedSince == NOT_WATCHING || event.zxid() <= watchedSince) {
                    broken.add("an event for no watch set: " + event + ", watched since " + watchedSince);
                }
                watchedSince = NOT_WATCHING;
                toldOf = event.zxid();
            } else if (received instanceof Received.Reply reply && isWatch.containsKey(reply.xid())) {
                long shown = DataReply.of(reply).mzxid();
                if (shown < toldOf) {
                    broken.add("a reply shows less than the event before it: " + shown + " after " + toldOf);
                }
                if (watchedSince != NOT_WATCHING && shown != watchedSince) {
                    broken.add("a reply shows the change " + shown + " that no event told of; watched since "
                            + watchedSince);
                }
                if (isWatch.get(reply.xid())) {
                    watchedSince = shown;
                }
            }
        }
        return broken;
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
