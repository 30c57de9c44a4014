package io.paddock.server.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.OutputStream;
import org.apache.ratis.protocol.RaftPeerId;
import org.junit.jupiter.api.Test;

class SendersTest {

    private static final RaftPeerId ONE = RaftPeerId.valueOf("1");
    private static final RaftPeerId TWO = RaftPeerId.valueOf("2");

    private final Senders senders = new Senders();
    private final Closeable first = OutputStream.nullOutputStream();
    private final Closeable second = OutputStream.nullOutputStream();

    @Test
    void aSenderIsConnectedUntilItsConnectionEnds() {
        senders.sentBy(ONE, first);
        senders.sentBy(TWO, second);
        assertThat(senders.isConnected(ONE)).isTrue();
        assertThat(senders.ended(first)).contains(ONE);
        assertThat(senders.isConnected(ONE)).isFalse();
        assertThat(senders.isConnected(TWO)).isTrue();
    }

    @Test
    void theEndOfAConnectionThatWasReplacedMeansNothing() {
        senders.sentBy(ONE, first);
        senders.sentBy(ONE, second);
        assertThat(senders.ended(first)).isEmpty();
        assertThat(senders.isConnected(ONE)).isTrue();
        assertThat(senders.ended(second)).contains(ONE);
    }

    @Test
    void theEndOfAConnectionThatSentNoLogMeansNothing() {
        assertThat(senders.ended(first)).isEmpty();
    }
}
