package io.paddock.cluster.wire;

/**
 * What a reply to a {@code getData} holds.
 *
 * @param data as text, empty for none
 * @param mzxid the transaction that set the data
 * @param version of the data
 */
public record DataReply(String data, long mzxid, int version) {
    /**
     * Reads the body of a reply without error.
     *
     * @throws MalformedRecordException when it is no such body
     */
    public static DataReply of(Received.Reply reply) {
        WireReader in = new WireReader(reply.body());
        String data = in.buffer().map(Bytes::text).orElse("");
        in.int64();
        long mzxid = in.int64();
        in.int64();
        in.int64();
        return new DataReply(data, mzxid, in.int32());
    }
}
