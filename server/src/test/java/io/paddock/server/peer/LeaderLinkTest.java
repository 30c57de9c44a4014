package io.paddock.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The link over a dialler that only writes down what it is asked, on a loop whose time stands still. */
class LeaderLinkTest {

    private static final int LEADER = 2;
    private static final long LONGER_THAN_ANY_PAUSE_S = 10;

    private final EmbeddedChannel time = new EmbeddedChannel();
    private final List<Conversation> dialled = new ArrayList<>();
    private final List<Integer> servers = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private LeaderLink link;

    /** Writes down the ups and downs. */
    private final class Heard implements PeerHandler {
        @Override
        public boolean onBatch(int server, byte[] batch) {
            return false;
        }

        @Override
        public void onSessionReport(int server, SessionReport report) {}

        @Override
        public void onChannelUp(int leader) {
            heard.add("up " + leader);
        }

        @Override
        public void onChannelDown(int leader) {
            heard.add("down " + leader);
        }

        @Override
        public void onNotLeader(int server) {}

        @Override
        public Standing standing(int server) {
            return Standing.MEMBER;
        }

        @Override
        public byte[] onChangeRequest(int server, byte[] request) {
            return new byte[0];
        }

        @Override
        public byte[] status() {
            return new byte[0];
        }
    }

    @BeforeEach
    void makeLink() {
        time.freezeTime();
        link = new LeaderLink(
                time.eventLoop(),
                (server, conversation) -> {
                    servers.add(server);
                    dialled.add(conversation);
                },
                new Heard(),
                welcome -> {});
    }

    private void pass() {
        time.advanceTimeBy(LONGER_THAN_ANY_PAUSE_S, TimeUnit.SECONDS);
        time.runScheduledPendingTasks();
    }

    private static void fail(Conversation conversation) {
        conversation.ended(new IOException("refused"));
    }

    private static PeerMessage.Welcome welcome() {
        return new PeerMessage.Welcome(LEADER, 1, 0, Standing.MEMBER);
    }

    @Test
    void aConnectionThatFailsIsTriedAgainAfterAWhile() {
        link.follow(OptionalInt.of(LEADER));
        fail(dialled.get(0));
        assertThat(dialled).hasSize(1);
        pass();
        assertThat(servers).containsExactly(LEADER, LEADER);
    }

    @Test
    void aConnectionThatEndsTwiceIsTriedAgainOnce() {
        link.follow(OptionalInt.of(LEADER));
        fail(dialled.get(0));
        fail(dialled.get(0));
        pass();
        assertThat(dialled).hasSize(2);
    }

    @Test
    void nobodyIsDialledWhenThereIsNoLeaderAnyMore() {
        link.follow(OptionalInt.of(LEADER));
        fail(dialled.get(0));
        fail(dialled.get(0));
        link.follow(OptionalInt.empty());
        pass();
        assertThat(servers).containsExactly(LEADER);
    }

    @Test
    void aConnectionThatStandsIsNotReplacedByTheRetryOfAnEarlierOne() {
        Channel channel = new EmbeddedChannel();
        link.follow(OptionalInt.of(LEADER));
        fail(dialled.get(0));
        fail(dialled.get(0));
        pass();
        dialled.get(1).welcomed(channel, welcome());
        pass();
        assertThat(dialled).hasSize(2);
        assertThat(heard).containsExactly("up 2");
        assertThat(channel.isOpen()).isTrue();
    }
}
