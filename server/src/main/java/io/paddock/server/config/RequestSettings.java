package io.paddock.server.config;

/**
 * How requests flow into the Raft log.
 *
 * @param linearizableReads {@code paddock.linearizableReads}: every read goes through the log
 * @param batchBytesMax {@code paddock.batchBytesMax}: the longest Raft entry made of several writes
 * @param batchesInFlightMax {@code paddock.batchesInFlightMax}: Raft entries waited for at once
 */
public record RequestSettings(boolean linearizableReads, int batchBytesMax, int batchesInFlightMax) {
    static RequestSettings from(SettingSource source) throws ConfigException {
        return new RequestSettings(
                source.flag("paddock.linearizableReads", false),
                (int) source.bytes("paddock.batchBytesMax", 512 << 10, 1 << 10, 4 << 20),
                source.number("paddock.batchesInFlightMax", 8, 1, 1024));
    }
}
