"""Scenarios of kazoo's recipes: recipes.py SCENARIO HOSTS. Exit status 0 when what the recipe promises came true."""
import sys
import threading
import uuid

from kazoo.client import KazooClient
from kazoo.exceptions import BadVersionError, NodeExistsError, NoNodeError, RolledBackError
from kazoo.recipe.party import Party

PATIENCE = 60.0
HOSTS = ""
ROOT = "/kazoo-" + uuid.uuid4().hex
clients = []


def client():
    """A connected client; each picks one of the servers at random."""
    zk = KazooClient(hosts=HOSTS, timeout=20.0)
    zk.start(timeout=PATIENCE)
    clients.append(zk)
    return zk


def wait(event, what):
    assert event.wait(PATIENCE), "did not happen: " + what


def run_all(functions):
    """Runs functions in threads of their own; the first failure fails the scenario."""
    failures = []

    def guarded(function):
        try:
            function()
        except BaseException as e:  # handed to the main thread
            failures.append(e)

    threads = [threading.Thread(target=guarded, args=(f,), daemon=True) for f in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "a thread hangs"
    if failures:
        raise failures[0]


def basics():
    zk, other = client(), client()
    path = zk.create(ROOT + "/a/b", b"one", makepath=True)
    stat = zk.set(path, b"two", version=0)
    assert stat.version == 1 and stat.data_length == 3
    other.sync(path)
    assert other.get(path)[0] == b"two"
    try:
        other.set(path, b"three", version=0)
        raise AssertionError("a wrong version was taken")
    except BadVersionError:
        pass
    try:
        zk.create(path)
        raise AssertionError("a node was made twice")
    except NodeExistsError:
        pass
    names = [zk.create(ROOT + "/s-", sequence=True) for _ in range(3)]
    assert names == sorted(names) and names[0].endswith("-0000000001"), names
    empty = zk.create(ROOT + "/empty", b"")
    assert zk.get(empty)[0] == b""
    zk.delete(ROOT, recursive=True)
    assert zk.exists(ROOT) is None
    try:
        zk.get(ROOT)
        raise AssertionError("a missing node was read")
    except NoNodeError:
        pass


def children_watch():
    zk, other = client(), client()
    zk.ensure_path(ROOT)
    seen, complete, gone = [], threading.Event(), threading.Event()

    @zk.ChildrenWatch(ROOT)
    def changed(children):
        seen.append(sorted(children))
        if len(children) == 10:
            complete.set()
        if complete.is_set() and not children:
            gone.set()

    for i in range(10):
        other.create(ROOT + "/c%d" % i)
    wait(complete, "ten children seen")
    for i in range(10):
        other.delete(ROOT + "/c%d" % i)
    wait(gone, "all children gone")
    assert seen[0] == [], seen


def data_watch():
    zk, other = client(), client()
    seen, last, deleted = [], threading.Event(), threading.Event()

    @zk.DataWatch(ROOT)
    def changed(data, stat):
        seen.append((data, stat.version if stat else None))
        if data == b"19":
            last.set()
        if last.is_set() and stat is None:
            deleted.set()

    other.create(ROOT, b"start")
    for i in range(20):
        other.set(ROOT, str(i).encode())
    wait(last, "the last value seen")
    other.delete(ROOT)
    wait(deleted, "the deletion seen")
    versions = [version for _, version in seen if version is not None]
    assert versions == sorted(set(versions)), seen


def election():
    led, at_once, most = [], [0], [0]
    mutex = threading.Lock()

    def candidate(name):
        zk = client()

        def lead():
            with mutex:
                at_once[0] += 1
                most[0] = max(most[0], at_once[0])
            led.append(name)
            with mutex:
                at_once[0] -= 1

        return lambda: zk.Election(ROOT, name).run(lead)

    run_all([candidate("n%d" % i) for i in range(5)])
    assert sorted(led) == ["n%d" % i for i in range(5)], led
    assert most[0] == 1, most


def lock():
    zk = client()
    zk.create(ROOT, b"0")

    def adder():
        own = client()

        def add():
            for _ in range(5):
                with own.Lock(ROOT + "-lock"):
                    own.sync(ROOT)
                    own.set(ROOT, str(int(own.get(ROOT)[0]) + 1).encode())

        return add

    run_all([adder() for _ in range(4)])
    zk.sync(ROOT)
    assert zk.get(ROOT)[0] == b"20", zk.get(ROOT)


def read_write_lock():
    readers = [client().ReadLock(ROOT) for _ in range(2)]
    writer = client().WriteLock(ROOT)
    for reader in readers:
        assert reader.acquire(timeout=PATIENCE)
    assert not writer.acquire(blocking=False)
    for reader in readers:
        reader.release()
    assert writer.acquire(timeout=PATIENCE)
    assert not client().ReadLock(ROOT).acquire(blocking=False)
    writer.release()


def semaphore():
    held = [client().Semaphore(ROOT, max_leases=2) for _ in range(2)]
    for each in held:
        assert each.acquire(timeout=PATIENCE)
    third = client().Semaphore(ROOT, max_leases=2)
    assert not third.acquire(blocking=False)
    held[0].release()
    assert third.acquire(timeout=PATIENCE)


def queue():
    producer, consumer = client(), client()
    items = [b"item%d" % i for i in range(20)]
    for item in items:
        producer.Queue(ROOT).put(item)
    consumer.sync(ROOT)
    got = [consumer.Queue(ROOT).get() for _ in items]
    assert got == items, got


def locking_queue():
    producer = client().LockingQueue(ROOT)
    producer.put_all([b"item%d" % i for i in range(12)])
    got, mutex = [], threading.Lock()

    def consumer():
        own = client().LockingQueue(ROOT)

        def consume():
            for _ in range(4):
                item = own.get(timeout=PATIENCE)
                assert own.consume()
                with mutex:
                    got.append(item)

        return consume

    run_all([consumer() for _ in range(3)])
    assert sorted(got) == sorted(b"item%d" % i for i in range(12)), got


def counter():
    def adder():
        own = client().Counter(ROOT)

        def add():
            for _ in range(10):
                own.__add__(1)

        return add

    run_all([adder() for _ in range(4)])
    zk = client()
    zk.sync(ROOT)
    assert zk.Counter(ROOT).value == 40


def barrier():
    zk = client()
    gate = zk.Barrier(ROOT)
    gate.create()
    passed = []

    def waiter():
        own = client()
        own.sync(ROOT)

        def stand():
            assert own.Barrier(ROOT).wait(PATIENCE)
            passed.append(1)

        return stand

    waiters = [waiter() for _ in range(3)]
    run_all(waiters[:0] + [lambda: gate.remove()] + waiters)
    assert len(passed) == 3


def double_barrier():
    inside, most = [0], [0]
    mutex = threading.Lock()

    def member():
        own = client().DoubleBarrier(ROOT, 3)

        def come_and_go():
            own.enter()
            assert own.participating
            with mutex:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            own.leave()

        return come_and_go

    run_all([member() for _ in range(3)])
    assert inside[0] == 3


def party():
    members = [Party(client(), ROOT, "member%d" % i) for i in range(3)]
    for member in members:
        member.join()
    watcher = client()
    watcher.sync(ROOT)
    assert sorted(watcher.Party(ROOT)) == ["member0", "member1", "member2"]
    members[1].leave()
    watcher.sync(ROOT)
    assert sorted(watcher.Party(ROOT)) == ["member0", "member2"]


def transaction():
    zk = client()
    zk.create(ROOT, b"x")
    good = zk.transaction()
    good.check(ROOT, version=0)
    good.create(ROOT + "/a", b"a")
    good.set_data(ROOT, b"y")
    good.delete(ROOT + "/a")
    results = good.commit()
    assert results[0] is True and results[1] == ROOT + "/a" and results[2].version == 1, results
    bad = zk.transaction()
    bad.create(ROOT + "/b")
    bad.check(ROOT, version=9)
    bad.create(ROOT + "/c")
    results = bad.commit()
    assert isinstance(results[0], RolledBackError) and isinstance(results[1], BadVersionError), results
    assert zk.get_children(ROOT) == []


def lease():
    from datetime import timedelta

    first, second = client(), client()
    assert first.NonBlockingLease(ROOT, timedelta(minutes=5), identifier="first")
    second.sync(ROOT)
    assert not second.NonBlockingLease(ROOT, timedelta(minutes=5), identifier="second")


if __name__ == "__main__":
    HOSTS = sys.argv[2]
    try:
        globals()[sys.argv[1]]()
    finally:
        for each in clients:
            each.stop()
            each.close()
