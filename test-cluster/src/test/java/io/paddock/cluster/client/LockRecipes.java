package io.paddock.cluster.client;

import static io.paddock.cluster.client.CuratorCrew.PATIENCE_SECONDS;
import static io.paddock.cluster.client.CuratorTest.CREW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.barriers.DistributedBarrier;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMultiLock;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphore;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreMutex;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.framework.recipes.locks.Revoker;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.junit.jupiter.api.Test;

/** Curator's locks, semaphores and barriers, the participants of each spread over all three servers. Part of {@link CuratorTest}. */
interface LockRecipes {
    int ROUNDS = 5;
    long SHORT_MS = 100;

    @Test
    default void aMutexLetsOneInAtATime() throws Exception {
        List<InterProcessLock> locks = new ArrayList<>();
        for (CuratorFramework client : CREW.clients()) {
            locks.add(new InterProcessMutex(client, CREW.root()));
        }

        assertThat(howManyAtOnce(locks)).containsExactly(1);
    }

    @Test
    default void aSemaphoreMutexLetsOneInAtATimeAndNobodyTwice() throws Exception {
        List<InterProcessLock> locks = new ArrayList<>();
        for (CuratorFramework client : CREW.clients()) {
            locks.add(new InterProcessSemaphoreMutex(client, CREW.root()));
        }

        assertThat(howManyAtOnce(locks)).containsExactly(1);
        assertThat(enters(locks.get(0))).isTrue();
        assertThat(staysOut(locks.get(0))).isTrue();
        assertThat(staysOut(locks.get(1))).isTrue();
    }

    /** Has all come and go, and gives the numbers of those inside that were seen. */
    private static Set<Integer> howManyAtOnce(List<InterProcessLock> locks) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        List<Callable<Boolean>> parts = new ArrayList<>();
        for (InterProcessLock lock : locks) {
            parts.add(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    assertThat(enters(lock)).isTrue();
                    seen.add(inside.incrementAndGet());
                    // Whoever else is let in shall meet this one here.
                    CREW.catchUp(0);
                    inside.decrementAndGet();
                    lock.release();
                }
                return true;
            });
        }
        CREW.doAll(parts);
        return seen;
    }

    private static boolean enters(InterProcessLock lock) throws Exception {
        return lock.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean staysOut(InterProcessLock lock) throws Exception {
        return !lock.acquire(SHORT_MS, TimeUnit.MILLISECONDS);
    }

    @Test
    default void aMutexIsFreeWhenTheSessionOfItsHolderEnds() throws Exception {
        CuratorFramework holder = CREW.onServer(1).build();
        holder.start();
        InterProcessMutex waiting = new InterProcessMutex(CREW.client(1), CREW.root());
        assertThat(enters(new InterProcessMutex(holder, CREW.root()))).isTrue();
        CREW.catchUp(1);
        assertThat(staysOut(waiting)).isTrue();

        Future<Boolean> entered = CREW.meanwhile(() -> enters(waiting));
        CuratorCrew.soon()
                .await("the second stands in line", () -> participants(waiting).size() == 2);
        holder.close();

        assertThat(entered.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static Collection<String> participants(InterProcessMutex mutex) {
        try {
            return mutex.getParticipantNodes();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void aHolderHearsThatAnotherWantsItsMutex() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        InterProcessMutex held = new InterProcessMutex(CREW.client(0), CREW.root());
        InterProcessMutex wanted = new InterProcessMutex(CREW.client(1), CREW.root());
        held.makeRevocable(mutex -> asked.countDown());
        assertThat(enters(held)).isTrue();
        CREW.catchUp(1);

        Revoker.attemptRevoke(
                CREW.client(1), wanted.getParticipantNodes().iterator().next());

        assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(staysOut(wanted)).isTrue();
        held.release();
        assertThat(enters(wanted)).isTrue();
    }

    @Test
    default void aLockOfSeveralIsHadAsAWholeOrNotAtAll() throws Exception {
        List<String> paths = List.of(CREW.root() + "/a", CREW.root() + "/b");
        InterProcessMultiLock both = new InterProcessMultiLock(CREW.client(0), paths);
        InterProcessMutex second = new InterProcessMutex(CREW.client(1), paths.get(1));
        InterProcessMutex first = new InterProcessMutex(CREW.client(2), paths.get(0));

        assertThat(enters(second)).isTrue();
        CREW.catchUp(0);
        assertThat(staysOut(both)).isTrue();
        assertThat(enters(first)).isTrue();
        first.release();
        second.release();
        assertThat(enters(both)).isTrue();
        CREW.catchUp(1);
        CREW.catchUp(2);
        assertThat(staysOut(second)).isTrue();
        assertThat(staysOut(first)).isTrue();
    }

    @Test
    default void readersShareALockAndAWriterHasItAlone() throws Exception {
        InterProcessReadWriteLock one = new InterProcessReadWriteLock(CREW.client(0), CREW.root());
        InterProcessReadWriteLock two = new InterProcessReadWriteLock(CREW.client(1), CREW.root());
        InterProcessReadWriteLock three = new InterProcessReadWriteLock(CREW.client(2), CREW.root());

        assertThat(enters(one.readLock())).isTrue();
        assertThat(enters(two.readLock())).isTrue();
        CREW.catchUp(2);
        assertThat(staysOut(three.writeLock())).isTrue();
        one.readLock().release();
        two.readLock().release();

        assertThat(enters(three.writeLock())).isTrue();
        CREW.catchUp(0);
        assertThat(staysOut(one.readLock())).isTrue();
    }

    @Test
    default void aWriterBecomesAReaderWithoutLettingAnotherWriterIn() throws Exception {
        InterProcessReadWriteLock one = new InterProcessReadWriteLock(CREW.client(0), CREW.root());
        InterProcessReadWriteLock two = new InterProcessReadWriteLock(CREW.client(1), CREW.root());

        assertThat(enters(one.writeLock())).isTrue();
        assertThat(enters(one.readLock())).isTrue();
        one.writeLock().release();
        CREW.catchUp(1);

        assertThat(staysOut(two.writeLock())).isTrue();
        assertThat(enters(two.readLock())).isTrue();
    }

    @Test
    default void aSemaphoreGivesSoManyLeasesAndThoseOfAnEndedSessionComeBack() throws Exception {
        CuratorFramework mortal = CREW.onServer(1).build();
        mortal.start();
        InterProcessSemaphoreV2 zero = new InterProcessSemaphoreV2(mortal, CREW.root(), 2);
        InterProcessSemaphoreV2 one = new InterProcessSemaphoreV2(CREW.client(1), CREW.root(), 2);
        InterProcessSemaphoreV2 two = new InterProcessSemaphoreV2(CREW.client(2), CREW.root(), 2);

        assertThat(zero.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        Lease second = one.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(second).isNotNull();
        assertThat(two.acquire(SHORT_MS, TimeUnit.MILLISECONDS)).isNull();
        one.returnLease(second);
        assertThat(two.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(one.acquire(SHORT_MS, TimeUnit.MILLISECONDS)).isNull();
        mortal.close();
        assertThat(one.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    default void aSemaphoreWhoseSizeIsSharedGrowsForAll() throws Exception {
        try (SharedCount here = new SharedCount(CREW.client(0), CREW.root() + "/size", 1);
                SharedCount there = new SharedCount(CREW.client(1), CREW.root() + "/size", 1)) {
            here.start();
            there.start();
            String leases = CREW.root() + "/leases";
            InterProcessSemaphoreV2 one = new InterProcessSemaphoreV2(CREW.client(0), leases, here);
            InterProcessSemaphoreV2 two = new InterProcessSemaphoreV2(CREW.client(1), leases, there);
            assertThat(one.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
            assertThat(two.acquire(SHORT_MS, TimeUnit.MILLISECONDS)).isNull();

            here.setCount(2);

            assertThat(two.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    @SuppressWarnings("deprecation") // Applications that were not changed use it still.
    default void theOlderSemaphoreGivesSoManyLeases() throws Exception {
        InterProcessSemaphore one = new InterProcessSemaphore(CREW.client(0), CREW.root(), 2);
        InterProcessSemaphore two = new InterProcessSemaphore(CREW.client(1), CREW.root(), 2);

        Collection<Lease> all = one.acquire(2, PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(all).hasSize(2);
        CREW.catchUp(1);
        assertThat(two.acquire(SHORT_MS, TimeUnit.MILLISECONDS)).isNull();
        one.returnAll(all);
        assertThat(two.acquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    default void aDoubleBarrierLetsAllInAndOutTogether() throws Exception {
        AtomicInteger came = new AtomicInteger();
        AtomicInteger went = new AtomicInteger();
        List<Callable<Boolean>> parts = new ArrayList<>();
        for (CuratorFramework client : CREW.clients()) {
            DistributedDoubleBarrier barrier = new DistributedDoubleBarrier(client, CREW.root(), CuratorCrew.SIZE);
            parts.add(() -> {
                came.incrementAndGet();
                assertThat(barrier.enter(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(came.get()).isEqualTo(CuratorCrew.SIZE);
                went.incrementAndGet();
                assertThat(barrier.leave(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(went.get()).isEqualTo(CuratorCrew.SIZE);
                return true;
            });
        }

        CREW.doAll(parts);
    }

    @Test
    default void aBarrierHoldsAllUntilItIsRemoved() throws Exception {
        DistributedBarrier barrier = new DistributedBarrier(CREW.client(0), CREW.root());
        barrier.setBarrier();
        List<Callable<Boolean>> waits = new ArrayList<>();
        for (int i = 1; i < CuratorCrew.SIZE; i++) {
            CREW.catchUp(i);
            DistributedBarrier other = new DistributedBarrier(CREW.client(i), CREW.root());
            assertThat(other.waitOnBarrier(SHORT_MS, TimeUnit.MILLISECONDS)).isFalse();
            waits.add(() -> other.waitOnBarrier(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        waits.add(() -> {
            barrier.removeBarrier();
            return true;
        });

        assertThat(CREW.doAll(waits)).containsOnly(true);
    }
}
