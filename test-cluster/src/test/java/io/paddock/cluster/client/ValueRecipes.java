package io.paddock.cluster.client;

import static io.paddock.cluster.client.CuratorCrew.PATIENCE_SECONDS;
import static io.paddock.cluster.client.CuratorCrew.bytes;
import static io.paddock.cluster.client.CuratorCrew.soon;
import static io.paddock.cluster.client.CuratorCrew.text;
import static io.paddock.cluster.client.CuratorTest.CREW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.atomic.AtomicValue;
import org.apache.curator.framework.recipes.atomic.CachedAtomicInteger;
import org.apache.curator.framework.recipes.atomic.CachedAtomicLong;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicInteger;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicValue;
import org.apache.curator.framework.recipes.atomic.PromotedToLock;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.framework.recipes.shared.SharedCountListener;
import org.apache.curator.framework.recipes.shared.SharedCountReader;
import org.apache.curator.framework.recipes.shared.SharedValue;
import org.apache.curator.framework.recipes.shared.VersionedValue;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryNTimes;
import org.junit.jupiter.api.Test;

/** Curator's counters and shared values, changed through all three servers at once. Part of {@link CuratorTest}. */
interface ValueRecipes {
    int ROUNDS = 10;
    RetryNTimes STUBBORN = new RetryNTimes(1000, 10);

    @Test
    default void countersAddUp() throws Exception {
        List<Callable<Boolean>> parts = new ArrayList<>();
        for (CuratorFramework client : CREW.clients()) {
            DistributedAtomicLong number = new DistributedAtomicLong(client, CREW.root(), STUBBORN);
            parts.add(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    assertThat(number.increment().succeeded()).isTrue();
                    assertThat(number.add(10L).succeeded()).isTrue();
                    assertThat(number.decrement().succeeded()).isTrue();
                }
                return true;
            });
        }

        CREW.doAll(parts);

        CREW.catchUp(0);
        assertThat(new DistributedAtomicLong(CREW.client(0), CREW.root(), STUBBORN)
                        .get()
                        .postValue())
                .isEqualTo(10L * ROUNDS * CuratorCrew.SIZE);
    }

    @Test
    default void aCounterThatTakesALockWhenOthersAreFasterLosesNothing() throws Exception {
        PromotedToLock lock = PromotedToLock.builder()
                .lockPath(CREW.root() + "-lock")
                .retryPolicy(STUBBORN)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .build();
        List<Callable<Boolean>> parts = new ArrayList<>();
        for (CuratorFramework client : CREW.clients()) {
            DistributedAtomicInteger number =
                    new DistributedAtomicInteger(client, CREW.root(), new RetryNTimes(0, 0), lock);
            parts.add(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    AtomicValue<Integer> result = number.increment();
                    assertThat(result.succeeded()).isTrue();
                    assertThat(result.postValue()).isEqualTo(result.preValue() + 1);
                }
                return true;
            });
        }

        CREW.doAll(parts);

        CREW.catchUp(0);
        assertThat(new DistributedAtomicInteger(CREW.client(0), CREW.root(), STUBBORN)
                        .get()
                        .postValue())
                .isEqualTo(ROUNDS * CuratorCrew.SIZE);
    }

    @Test
    default void noTwoClientsGetTheSameNumber() throws Exception {
        List<Callable<List<Long>>> parts = new ArrayList<>();
        for (CuratorFramework client : CREW.clients()) {
            CachedAtomicLong longs =
                    new CachedAtomicLong(new DistributedAtomicLong(client, CREW.root() + "/long", STUBBORN), 5);
            CachedAtomicInteger ints =
                    new CachedAtomicInteger(new DistributedAtomicInteger(client, CREW.root() + "/int", STUBBORN), 3);
            parts.add(() -> {
                List<Long> own = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    own.add(longs.next().postValue());
                    own.add(-1L - ints.next().postValue());
                }
                return own;
            });
        }

        List<Long> all = CREW.doAll(parts).stream().flatMap(List::stream).toList();

        assertThat(all).hasSize(2 * ROUNDS * CuratorCrew.SIZE).doesNotHaveDuplicates();
    }

    @Test
    default void ofSeveralThatSetAValueToBeginWithOneSucceedsAndOfSeveralThatCompareToo() throws Exception {
        List<Callable<Boolean>> beginnings = new ArrayList<>();
        List<Callable<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < CuratorCrew.SIZE; i++) {
            DistributedAtomicValue value = new DistributedAtomicValue(CREW.client(i), CREW.root(), STUBBORN);
            byte[] own = bytes("of " + i);
            beginnings.add(() -> value.initialize(bytes("begin")));
            changes.add(() -> value.compareAndSet(bytes("begin"), own).succeeded());
        }

        assertThat(CREW.doAll(beginnings)).containsOnlyOnce(true);
        for (int i = 0; i < CuratorCrew.SIZE; i++) {
            CREW.catchUp(i);
        }
        List<Boolean> done = CREW.doAll(changes);
        assertThat(done).containsOnlyOnce(true);
        CREW.catchUp(0);
        assertThat(text(CREW.client(0).getData().forPath(CREW.root()))).isEqualTo("of " + done.indexOf(true));
    }

    @Test
    default void aSharedCountIsHeardOfByAllAndChangedOnlyByWhoKnowsIt() throws Exception {
        List<Integer> heard = new CopyOnWriteArrayList<>();
        try (SharedCount one = new SharedCount(CREW.client(0), CREW.root(), 1);
                SharedCount other = new SharedCount(CREW.client(1), CREW.root(), 1)) {
            other.addListener(new Hearing(heard));
            one.start();
            other.start();
            VersionedValue<Integer> old = other.getVersionedValue();

            one.setCount(5);

            soon().await("the new count is seen", () -> other.getCount() == 5 && heard.contains(5));
            assertThat(other.trySetCount(old, 7)).isFalse();
            assertThat(other.trySetCount(other.getVersionedValue(), 6)).isTrue();
            soon().await("the count comes back", () -> one.getCount() == 6);
        }
    }

    record Hearing(List<Integer> heard) implements SharedCountListener {
        @Override
        public void countHasChanged(SharedCountReader count, int newCount) {
            heard.add(newCount);
        }

        @Override
        public void stateChanged(CuratorFramework client, ConnectionState newState) {
            // The count itself waits for the connection.
        }
    }

    @Test
    default void ofSeveralThatChangeASharedValueTheyKnowOneSucceeds() throws Exception {
        List<SharedValue> values = new ArrayList<>();
        try {
            List<Callable<Boolean>> parts = new ArrayList<>();
            for (int i = 0; i < CuratorCrew.SIZE; i++) {
                SharedValue value = new SharedValue(CREW.client(i), CREW.root(), bytes("begin"));
                value.start();
                values.add(value);
                VersionedValue<byte[]> known = value.getVersionedValue();
                byte[] own = bytes("of " + i);
                parts.add(() -> value.trySetValue(known, own));
            }

            List<Boolean> done = CREW.doAll(parts);

            assertThat(done).containsOnlyOnce(true);
            String wanted = "of " + done.indexOf(true);
            soon().await(
                            "all see " + wanted,
                            () -> values.stream()
                                    .allMatch(value -> text(value.getValue()).equals(wanted)));
        } finally {
            for (SharedValue value : values) {
                value.close();
            }
        }
    }
}
