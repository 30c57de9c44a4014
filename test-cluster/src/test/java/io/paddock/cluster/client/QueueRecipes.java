package io.paddock.cluster.client;

import static io.paddock.cluster.client.CuratorCrew.PATIENCE_SECONDS;
import static io.paddock.cluster.client.CuratorCrew.bytes;
import static io.paddock.cluster.client.CuratorCrew.soon;
import static io.paddock.cluster.client.CuratorCrew.text;
import static io.paddock.cluster.client.CuratorTest.CREW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.queue.BlockingQueueConsumer;
import org.apache.curator.framework.recipes.queue.DistributedDelayQueue;
import org.apache.curator.framework.recipes.queue.DistributedIdQueue;
import org.apache.curator.framework.recipes.queue.DistributedPriorityQueue;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueBuilder;
import org.apache.curator.framework.recipes.queue.QueueConsumer;
import org.apache.curator.framework.recipes.queue.QueueSerializer;
import org.apache.curator.framework.recipes.queue.QueueSharder;
import org.apache.curator.framework.recipes.queue.QueueSharderPolicies;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.framework.state.ConnectionState;
import org.junit.jupiter.api.Test;

/** Curator's queues: what one client puts in at its server, others take out at theirs. Part of {@link CuratorTest}. */
interface QueueRecipes {
    long SHORT_MS = 100;
    List<String> ITEMS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    @Test
    default void aQueueHandsOverEachItemOnceAndInOrder() throws Exception {
        Collecting got = new Collecting();
        try (DistributedQueue<String> out = queue(1, got).buildQueue();
                DistributedQueue<String> in = queue(0, null).buildQueue()) {
            out.start();
            in.start();
            for (String item : ITEMS) {
                in.put(item);
            }

            soon().await("all items", () -> got.items().size() >= ITEMS.size());
        }
        assertThat(got.items()).isEqualTo(ITEMS);
    }

    @Test
    default void twoConsumersShareTheItemsOfAQueue() throws Exception {
        BlockingQueueConsumer<String> one = new BlockingQueueConsumer<>((client, state) -> {});
        BlockingQueueConsumer<String> two = new BlockingQueueConsumer<>((client, state) -> {});
        try (DistributedQueue<String> first = queue(1, one).buildQueue();
                DistributedQueue<String> second = queue(2, two).buildQueue();
                DistributedQueue<String> in = queue(0, null).buildQueue()) {
            first.start();
            second.start();
            in.start();
            Iterator<String> items = ITEMS.iterator();
            in.putMulti(() -> items.hasNext() ? items.next() : null);
            for (String item : ITEMS) {
                in.put(item + item);
            }

            soon().await("all items", () -> one.size() + two.size() >= 2 * ITEMS.size());
        }
        List<String> all = new ArrayList<>(one.getItems());
        all.addAll(two.getItems());
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(ITEMS.stream()
                        .flatMap(item -> List.of(item, item + item).stream())
                        .toList());
    }

    @Test
    default void aQueueWithLocksHandsAnItemOverAgainWhoseConsumerFailed() throws Exception {
        Collecting got = new Collecting();
        Failing failing = new Failing(got);
        try (DistributedQueue<String> out =
                        queue(1, failing).lockPath(CREW.root() + "-locks").buildQueue();
                DistributedQueue<String> in = queue(0, null).buildQueue()) {
            in.start();
            out.start();
            for (String item : ITEMS) {
                in.put(item);
            }

            soon().await("all items", () -> got.items().size() >= ITEMS.size());
            assertThat(got.items()).containsExactlyInAnyOrderElementsOf(ITEMS);
            assertThat(failing.failed()).containsExactlyInAnyOrderElementsOf(ITEMS);
        }
    }

    @Test
    default void aPriorityQueueHandsOverTheMostUrgentFirst() throws Exception {
        Collecting got = new Collecting();
        try (DistributedPriorityQueue<String> in = queue(0, null).buildPriorityQueue(0);
                DistributedPriorityQueue<String> out = queue(1, got).buildPriorityQueue(0)) {
            in.start();
            in.put("later", 5);
            in.put("never mind", 2000);
            in.put("now", -3);
            in.put("soon", 0);
            in.put("soon too", 0);
            assertThat(in.flushPuts(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            CREW.catchUp(1);

            out.start();

            soon().await("all items", () -> got.items().size() >= 5);
        }
        assertThat(got.items()).containsExactly("now", "soon", "soon too", "later", "never mind");
    }

    @Test
    default void aDelayQueueHandsOverNothingBeforeItsTime() throws Exception {
        List<Long> times = new CopyOnWriteArrayList<>();
        Collecting got = new Collecting(item -> times.add(System.currentTimeMillis()));
        try (DistributedDelayQueue<String> out = queue(1, got).buildDelayQueue();
                DistributedDelayQueue<String> in = queue(0, null).buildDelayQueue()) {
            out.start();
            in.start();
            long soonest = System.currentTimeMillis() + 5 * SHORT_MS;
            in.put("last", soonest + 5 * SHORT_MS);
            in.put("first", soonest);

            soon().await("all items", () -> got.items().size() >= 2);
            assertThat(got.items()).containsExactly("first", "last");
            assertThat(times.get(0)).isGreaterThanOrEqualTo(soonest);
            assertThat(times.get(1)).isGreaterThanOrEqualTo(soonest + 5 * SHORT_MS);
        }
    }

    @Test
    default void anItemOfAnIdQueueCanBeTakenBackByItsId() throws Exception {
        Collecting got = new Collecting();
        try (DistributedIdQueue<String> in = queue(0, null).buildIdQueue();
                DistributedIdQueue<String> out = queue(1, got).buildIdQueue()) {
            in.start();
            for (String item : ITEMS) {
                in.put(item, "id-" + item);
            }
            assertThat(in.flushPuts(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(in.remove("id-c")).isEqualTo(1);
            assertThat(in.remove("id-c")).isZero();
            CREW.catchUp(1);

            out.start();

            soon().await("all items but one", () -> got.items().size() >= ITEMS.size() - 1);
        }
        assertThat(got.items())
                .isEqualTo(ITEMS.stream().filter(item -> !item.equals("c")).toList());
    }

    @Test
    default void aSimpleQueueWaitsForItsItems() throws Exception {
        SimpleDistributedQueue in = new SimpleDistributedQueue(CREW.client(0), CREW.root());
        SimpleDistributedQueue out = new SimpleDistributedQueue(CREW.client(1), CREW.root());
        assertThat(out.poll(SHORT_MS, TimeUnit.MILLISECONDS)).isNull();
        assertThatThrownBy(out::element).isInstanceOf(NoSuchElementException.class);

        Future<byte[]> taken = CREW.meanwhile(out::take);
        in.offer(bytes("one"));

        assertThat(text(taken.get(PATIENCE_SECONDS, TimeUnit.SECONDS))).isEqualTo("one");
        in.offer(bytes("two"));
        in.offer(bytes("three"));
        CREW.catchUp(1);
        assertThat(text(out.peek())).isEqualTo("two");
        assertThat(text(out.remove())).isEqualTo("two");
        assertThat(text(out.poll())).isEqualTo("three");
        assertThat(out.poll()).isNull();
    }

    @Test
    default void aQueueIsSplitWhenItGrowsAndNothingIsLost() throws Exception {
        List<String> items =
                IntStream.range(0, 30).mapToObj(number -> "item" + number).toList();
        Collecting got = new Collecting();
        try (QueueSharder<String, DistributedQueue<String>> in = sharder(0, null);
                QueueSharder<String, DistributedQueue<String>> out = sharder(1, got)) {
            in.start();
            for (String item : items) {
                in.getQueue().put(item);
            }
            soon().await("there are several queues", () -> in.getShardQty() > 1);
            for (String item : items) {
                in.getQueue().put("more " + item);
            }
            CREW.catchUp(1);
            out.start();

            soon().await("all items", () -> got.items().size() >= 2 * items.size());
        }
        assertThat(got.items()).hasSize(2 * items.size()).doesNotHaveDuplicates();
    }

    private static QueueSharder<String, DistributedQueue<String>> sharder(int client, QueueConsumer<String> consumer) {
        return new QueueSharder<>(
                CREW.client(client),
                (framework, path) -> QueueBuilder.builder(framework, consumer, new Texts(), path)
                        .buildQueue(),
                CREW.root() + "/queues",
                CREW.root() + "/leader",
                QueueSharderPolicies.builder()
                        .newQueueThreshold(10)
                        .thresholdCheckMs(50)
                        .build());
    }

    private static QueueBuilder<String> queue(int client, QueueConsumer<String> consumer) {
        return QueueBuilder.builder(CREW.client(client), consumer, new Texts(), CREW.root());
    }

    /** Keeps what it is handed, and tells another first. */
    record Collecting(List<String> items, Consumer<String> first) implements QueueConsumer<String> {
        private Collecting(Consumer<String> first) {
            this(new CopyOnWriteArrayList<>(), first);
        }

        private Collecting() {
            this(item -> {});
        }

        @Override
        public void consumeMessage(String message) {
            first.accept(message);
            items.add(message);
        }

        @Override
        public void stateChanged(CuratorFramework client, ConnectionState newState) {
            // The queue itself waits for the connection.
        }
    }

    /** Fails with each item once, then hands it on. */
    record Failing(List<String> failed, QueueConsumer<String> next) implements QueueConsumer<String> {
        private Failing(QueueConsumer<String> next) {
            this(new CopyOnWriteArrayList<>(), next);
        }

        @Override
        public void consumeMessage(String message) throws Exception {
            if (!failed.contains(message)) {
                failed.add(message);
                throw new IllegalStateException("the first time with " + message + ", as the test wants it");
            }
            next.consumeMessage(message);
        }

        @Override
        public void stateChanged(CuratorFramework client, ConnectionState newState) {
            // The queue itself waits for the connection.
        }
    }

    class Texts implements QueueSerializer<String> {
        @Override
        public byte[] serialize(String item) {
            return bytes(item);
        }

        @Override
        public String deserialize(byte[] bytes) {
            return text(bytes);
        }
    }
}
