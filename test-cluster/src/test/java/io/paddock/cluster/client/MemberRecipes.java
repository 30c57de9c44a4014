package io.paddock.cluster.client;

import static io.paddock.cluster.client.CuratorCrew.PATIENCE_SECONDS;
import static io.paddock.cluster.client.CuratorCrew.bytes;
import static io.paddock.cluster.client.CuratorCrew.soon;
import static io.paddock.cluster.client.CuratorCrew.text;
import static io.paddock.cluster.client.CuratorTest.CREW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.recipes.leader.Participant;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.recipes.nodes.PersistentTtlNode;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;

/** Curator's latches, selectors, groups and nodes that stay, the participants of each spread over all three servers. Part of {@link CuratorTest}. */
interface MemberRecipes {
    long TTL_MS = 1500;

    @Test
    default void aLatchHasOneLeaderAndAnotherWhenItLeaves() throws Exception {
        List<LeaderLatch> latches = new ArrayList<>();
        for (CuratorFramework client : CREW.clients()) {
            LeaderLatch latch = new LeaderLatch(client, CREW.root());
            latch.start();
            latches.add(latch);
        }
        for (int left = CuratorCrew.SIZE; left > 0; left--) {
            soon().await("one latch leads", () -> leaders(latches).size() == 1);
            LeaderLatch leader = leaders(latches).get(0);
            leader.close();
            latches.remove(leader);
        }

        assertThat(latches).isEmpty();
    }

    private static List<LeaderLatch> leaders(List<LeaderLatch> latches) {
        return latches.stream().filter(LeaderLatch::hasLeadership).toList();
    }

    @Test
    default void everyLatchKnowsTheOthersAndWhoLeadsAlsoAfterTheSessionOfTheLeaderEnded() throws Exception {
        CuratorFramework mortal = CREW.onServer(1).build();
        mortal.start();
        LeaderLatch first = new LeaderLatch(mortal, CREW.root(), "first");
        first.start();
        assertThat(first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        CountDownLatch told = new CountDownLatch(1);
        try (LeaderLatch second = new LeaderLatch(CREW.client(1), CREW.root(), "second")) {
            second.addListener(new Told(told));
            second.start();
            soon().await("both are known", () -> participants(second).size() == 2);
            assertThat(second.getLeader()).isEqualTo(new Participant("first", true));
            assertThat(second.hasLeadership()).isFalse();

            mortal.close();

            assertThat(told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(second.getLeader()).isEqualTo(new Participant("second", true));
            assertThat(second.getParticipants()).hasSize(1);
        }
    }

    private static List<Participant> participants(LeaderLatch latch) {
        try {
            return List.copyOf(latch.getParticipants());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    record Told(CountDownLatch leads) implements LeaderLatchListener {
        @Override
        public void isLeader() {
            leads.countDown();
        }

        @Override
        public void notLeader() {
            // At the end of the test.
        }
    }

    @Test
    default void everySelectorLeadsOnceAndAlone() throws Exception {
        AtomicInteger leading = new AtomicInteger();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        List<LeaderSelector> selectors = CREW.clients().stream()
                .map(client -> new LeaderSelector(client, CREW.root(), new LeaderSelectorListenerAdapter() {
                    @Override
                    public void takeLeadership(CuratorFramework leader) throws Exception {
                        seen.add(leading.incrementAndGet());
                        // Whoever else leads shall meet this one here.
                        leader.sync().forPath("/");
                        leading.decrementAndGet();
                    }
                }))
                .toList();
        try {
            selectors.forEach(LeaderSelector::start);

            soon().await("each has led", () -> seen.size() == CuratorCrew.SIZE);
            assertThat(seen).containsOnly(1);
        } finally {
            selectors.forEach(LeaderSelector::close);
        }
    }

    @Test
    default void aSelectorThatIsInterruptedMakesRoomAndStandsInLineAgain() throws Exception {
        BlockingQueue<Integer> leaders = new LinkedBlockingQueue<>();
        List<LeaderSelector> selectors = new ArrayList<>();
        for (int number = 0; number < CuratorCrew.SIZE; number++) {
            LeaderSelector selector =
                    new LeaderSelector(CREW.client(number), CREW.root(), new Staying(number, leaders));
            selector.autoRequeue();
            selectors.add(selector);
        }
        try {
            selectors.forEach(LeaderSelector::start);
            List<Integer> led = new ArrayList<>();
            while (led.size() <= CuratorCrew.SIZE || new HashSet<>(led).size() < CuratorCrew.SIZE) {
                Integer leader = leaders.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(leader).as("the next leader after %s", led).isNotNull();
                assertThat(selectors.stream().filter(LeaderSelector::hasLeadership))
                        .containsExactly(selectors.get(leader));
                led.add(leader);
                selectors.get(leader).interruptLeadership();
            }
        } finally {
            selectors.forEach(LeaderSelector::close);
        }
    }

    /** Leads until it is interrupted, and says so. */
    class Staying extends LeaderSelectorListenerAdapter {
        private final int number;
        private final BlockingQueue<Integer> leaders;

        private Staying(int number, BlockingQueue<Integer> leaders) {
            this.number = number;
            this.leaders = leaders;
        }

        @Override
        public void takeLeadership(CuratorFramework client) throws InterruptedException {
            leaders.add(number);
            new CountDownLatch(1).await();
        }
    }

    @Test
    default void aGroupKnowsItsMembersUntilTheyLeave() throws Exception {
        try (GroupMember first = new GroupMember(CREW.client(0), CREW.root(), "first", bytes("one"));
                GroupMember second = new GroupMember(CREW.client(1), CREW.root(), "second")) {
            first.start();
            second.start();
            try (GroupMember third = new GroupMember(CREW.client(2), CREW.root(), "third")) {
                third.start();
                soon().await("three members", () -> second.getCurrentMembers().size() == CuratorCrew.SIZE);
                soon().await("the first one's data", () -> isTold(second, "one"));
                soon().await("its own word that it is in", () -> isSet(first, "other"));
                soon().await("the new data", () -> isTold(third, "other"));
            }
            soon().await("two members", () -> first.getCurrentMembers().size() == 2);
            assertThat(first.getCurrentMembers()).containsOnlyKeys("first", "second");
        }
    }

    /** A member may be known before its data, which are null until then. */
    private static boolean isTold(GroupMember member, String data) {
        return Arrays.equals(member.getCurrentMembers().get("first"), bytes(data));
    }

    /** The others may see a member before its own client has heard that it is one. */
    private static boolean isSet(GroupMember member, String data) {
        try {
            member.setThisData(bytes(data));
            return true;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    @Test
    default void aPersistentNodeComesBackAndEndsWithItsOwner() throws Exception {
        String path = CREW.root() + "/node";
        try (PersistentNode node = new PersistentNode(CREW.client(0), CreateMode.EPHEMERAL, false, path, bytes("x"))) {
            node.start();
            assertThat(node.waitForInitialCreate(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();

            long first = owned(path);
            CREW.catchUp(2);
            CREW.client(2).delete().forPath(path);
            soon().await("the node is made again", () -> owned(path) > first);
            assertThat(text(CREW.client(0).getData().forPath(path))).isEqualTo("x");
        }
        CREW.catchUp(1);
        assertThat(CREW.client(1).checkExists().forPath(path)).isNull();
    }

    /** The zxid in which the node was made, as its owner sees it. */
    private static long owned(String path) {
        try {
            var stat = CREW.client(0).checkExists().forPath(path);
            return stat == null ? -1 : stat.getCzxid();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @SuppressWarnings("deprecation") // Applications that were not changed use it still, with names that are protected.
    default void theOlderPersistentNodeComesBackUnderItsProtectedName() throws Exception {
        try (var node = new org.apache.curator.framework.recipes.nodes.PersistentEphemeralNode(
                CREW.client(0),
                org.apache.curator.framework.recipes.nodes.PersistentEphemeralNode.Mode.PROTECTED_EPHEMERAL_SEQUENTIAL,
                CREW.root() + "/node-",
                bytes("x"))) {
            node.start();
            assertThat(node.waitForInitialCreate(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            String path = node.getActualPath();
            assertThat(path).startsWith(CREW.root() + "/_c_").endsWith("-node-0000000000");
            long first = owned(path);

            CREW.catchUp(1);
            CREW.client(1).delete().forPath(path);

            soon().await("the node is made again", () -> owned(node.getActualPath()) > first);
        }
    }

    @Test
    default void aNodeThatIsTouchedOutlivesItsTimeAndDoesNotWhenNobodyTouchesIt() throws Exception {
        String path = CREW.root() + "/node";
        try (PersistentTtlNode node = new PersistentTtlNode(CREW.client(0), path, TTL_MS, bytes("x"))) {
            node.start();
            assertThat(node.waitForInitialCreate(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            soon().await("it is touched for longer than its time", () -> touched(path) > TTL_MS + TTL_MS / 3);

            CREW.catchUp(1);
            assertThat(text(CREW.client(1).getData().forPath(path))).isEqualTo("x");
        }
        soon().await("it is gone", () -> !CREW.exists(path));
    }

    /** How long after the making of the node its child was touched last. */
    private static long touched(String path) {
        try {
            var node = CREW.client(0).checkExists().forPath(path);
            var child = CREW.client(0).checkExists().forPath(path + "/" + PersistentTtlNode.DEFAULT_CHILD_NODE_NAME);
            return node == null || child == null ? 0 : child.getMtime() - node.getCtime();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
