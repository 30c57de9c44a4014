"""Scenarios of kazoo's recipes: recipes.py SCENARIO HOSTS. Exit status 0 when what the recipe promises came true."""
import datetime
import struct
import sys
import threading
import time
import uuid

from kazoo.client import KazooClient
from kazoo.exceptions import BadVersionError, CancelledError, LockTimeout, NodeExistsError, NoNodeError, RolledBackError
from kazoo.recipe.cache import TreeCache, TreeEvent
from kazoo.recipe.party import Party, ShallowParty
from kazoo.recipe.watchers import PatientChildrenWatch

PATIENCE = 60.0
HOSTS = ""
ROOT = "/kazoo-" + uuid.uuid4().hex
clients = []


def client():
    """A connected client: the first on the first server, the second on the second, and so on."""
    servers = HOSTS.split(",")
    zk = KazooClient(hosts=servers[len(clients) % len(servers)], timeout=20.0)
    zk.start(timeout=PATIENCE)
    clients.append(zk)
    return zk


def until(claim, what):
    """Waits until the claim holds."""
    end = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < end, "did not happen: " + what
        time.sleep(0.01)


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
            zk.sync("/")  # whoever else leads shall meet this one here
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


def lock_in_line():
    first, second, third = (client().Lock(ROOT, name) for name in ("first", "second", "third"))
    assert first.acquire(timeout=PATIENCE)
    got = []
    waiting = threading.Thread(target=lambda: got.append(second.acquire()), daemon=True)
    waiting.start()
    until(lambda: first.contenders() == ["first", "second"], "the second stands in line")
    third.client.sync(ROOT)
    try:
        third.acquire(timeout=0.1)
        raise AssertionError("a held lock was had")
    except LockTimeout:
        pass
    until(lambda: first.contenders() == ["first", "second"], "the third left the line")
    first.client.stop()
    waiting.join(PATIENCE)
    assert got == [True], "the lock of an ended session was not had"
    cancelled = []

    def wait_in_vain():
        try:
            third.acquire()
        except CancelledError:
            cancelled.append(True)

    waiting = threading.Thread(target=wait_in_vain, daemon=True)
    waiting.start()
    until(lambda: second.contenders() == ["second", "third"], "the third stands in line again")
    third.cancel()
    waiting.join(PATIENCE)
    assert cancelled == [True]
    until(lambda: second.contenders() == ["second"], "the third left the line again")


def read_write_lock():
    readers = [client().ReadLock(ROOT) for _ in range(2)]
    writer = client().WriteLock(ROOT)
    for reader in readers:
        assert reader.acquire(timeout=PATIENCE)
    assert not writer.acquire(blocking=False)
    for reader in readers:
        reader.release()
    assert writer.acquire(timeout=PATIENCE)
    late = client()
    late.sync(ROOT)
    assert not late.ReadLock(ROOT).acquire(blocking=False)
    writer.release()


def semaphore():
    held = [client().Semaphore(ROOT, "holder%d" % i, max_leases=2) for i in range(2)]
    for each in held:
        assert each.acquire(timeout=PATIENCE)
    third = client().Semaphore(ROOT, "third", max_leases=2)
    third.client.sync(ROOT)
    assert sorted(third.lease_holders()) == ["holder0", "holder1"], third.lease_holders()
    assert not third.acquire(blocking=False)
    held[0].release()
    assert third.acquire(timeout=PATIENCE)
    held[0].client.sync(ROOT)
    assert not held[0].acquire(blocking=False)
    held[1].client.stop()
    assert held[0].acquire(timeout=PATIENCE), "the lease of an ended session did not come back"
    try:
        client().Semaphore(ROOT, max_leases=3).acquire()
        raise AssertionError("another number of leases was taken")
    except ValueError:
        pass


def queue():
    producer, consumer = client(), client()
    items = [b"item%d" % i for i in range(20)]
    for item in items:
        producer.Queue(ROOT).put(item)
    consumer.sync(ROOT)
    assert len(consumer.Queue(ROOT)) == 20
    got = [consumer.Queue(ROOT).get() for _ in items]
    assert got == items, got
    producer.Queue(ROOT).put(b"later", priority=200)
    producer.Queue(ROOT).put(b"now", priority=1)
    consumer.sync(ROOT)
    got = [consumer.Queue(ROOT).get() for _ in range(3)]
    assert got == [b"now", b"later", None], got


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


def locked_item():
    """An item that was taken and not consumed comes back, when it is given back and when its taker is gone."""
    producer, one, other = client(), client().LockingQueue(ROOT), client().LockingQueue(ROOT)
    producer.LockingQueue(ROOT).put(b"later", priority=200)
    producer.LockingQueue(ROOT).put(b"now", priority=1)
    one.client.sync(ROOT)
    other.client.sync(ROOT)
    assert one.get(timeout=PATIENCE) == b"now"
    assert one.holds_lock()
    other.client.sync(ROOT)
    assert other.get(timeout=PATIENCE) == b"later"
    assert one.release()
    assert not one.holds_lock()
    assert other.consume()
    assert other.get(timeout=PATIENCE) == b"now"
    got = []
    waiting = threading.Thread(target=lambda: got.append(one.get()), daemon=True)
    waiting.start()
    other.client.stop()
    waiting.join(PATIENCE)
    assert got == [b"now"], got
    assert one.consume()
    assert len(one) == 0


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
    fraction = zk.Counter(ROOT + "-fraction", default=1.0)
    fraction += 2.5
    fraction -= 1.0
    assert (fraction.pre_value, fraction.value) == (3.5, 2.5), fraction.value
    shared = zk.Counter(ROOT + "-curator", support_curator=True)
    shared += 7
    assert zk.get(ROOT + "-curator")[0] == struct.pack(">i", 7)


def barrier():
    zk = client()
    gate = zk.Barrier(ROOT)
    gate.create()
    passed = []

    def waiter():
        own = client()
        own.sync(ROOT)
        assert not own.Barrier(ROOT).wait(0.1), "there was no barrier"

        def stand():
            assert own.Barrier(ROOT).wait(PATIENCE)
            passed.append(1)

        return stand

    run_all([waiter() for _ in range(3)] + [gate.remove])
    assert len(passed) == 3
    assert not gate.remove()


def double_barrier():
    came, went = [], []

    def member():
        own = client().DoubleBarrier(ROOT, 3)

        def come_and_go():
            came.append(1)
            own.enter()
            assert own.participating
            assert len(came) == 3, "in before all had come"
            went.append(1)
            own.leave()
            assert len(went) == 3, "out before all went"

        return come_and_go

    run_all([member() for _ in range(3)])


def join_and_leave(kind):
    members = [kind(client(), ROOT, "member%d" % i) for i in range(3)]
    for member in members:
        member.join()
    watcher = client()
    watcher.sync(ROOT)
    assert len(kind(watcher, ROOT)) == 3
    assert sorted(kind(watcher, ROOT)) == ["member0", "member1", "member2"]
    members[1].leave()
    watcher.sync(ROOT)
    assert sorted(kind(watcher, ROOT)) == ["member0", "member2"]
    members[0].client.stop()
    watcher.sync(ROOT)
    assert sorted(kind(watcher, ROOT)) == ["member2"]


def party():
    join_and_leave(Party)


def shallow_party():
    join_and_leave(ShallowParty)


def set_partitioner():
    """Three members share a set; when one leaves, the two that stay share it, and never do two have the same part."""
    parts = set(range(7))
    members = [
        client().SetPartitioner(ROOT, set=parts, identifier="member%d" % i, time_boundary=0.2) for i in range(3)
    ]

    def settled(those):
        for each in those:
            assert not each.failed
            if each.release:
                each.release_set()
        if not all(each.acquired for each in those):
            return False
        owned = [part for each in those for part in each]
        assert len(owned) == len(set(owned)), owned
        return set(owned) == parts

    until(lambda: settled(members), "the set is shared by three")
    assert sorted(len(list(each)) for each in members) == [2, 2, 3]
    members.pop().finish()
    until(lambda: settled(members), "the set is shared by two")
    assert sorted(len(list(each)) for each in members) == [3, 4]
    for each in members:
        each.finish()


def tree_cache():
    zk, other = client(), client()
    cache, ready, events = TreeCache(zk, ROOT), threading.Event(), []

    @cache.listen
    def changed(event):
        if event.event_type == TreeEvent.INITIALIZED:
            ready.set()
        elif event.event_type == TreeEvent.NODE_REMOVED:
            events.append(event.event_data.path)

    cache.start()
    wait(ready, "the cache is there")
    for i in range(10):
        other.create(ROOT + "/a/b%d" % i, b"x", makepath=True)
    other.set(ROOT + "/a/b3", b"changed")
    other.delete(ROOT + "/a/b7")
    wanted = {"b%d" % i for i in range(10) if i != 7}
    until(lambda: cache.get_children(ROOT + "/a", set()) == wanted, "nine children")
    until(lambda: cache.get_data(ROOT + "/a/b3") and cache.get_data(ROOT + "/a/b3").data == b"changed", "the change")
    other.delete(ROOT + "/a", recursive=True)
    until(lambda: cache.get_data(ROOT + "/a") is None, "the tree is gone")
    until(lambda: wanted <= {path.rsplit("/", 1)[1] for path in events}, "each removal is told")
    cache.close()


def patient_children_watch():
    zk, other = client(), client()
    zk.ensure_path(ROOT)
    other.sync(ROOT)
    wanted = ["c%d" % i for i in range(5)]
    maker = threading.Thread(target=lambda: [other.create(ROOT + "/" + name) for name in wanted], daemon=True)
    maker.start()
    children = []
    while sorted(children) != wanted:
        children, later = PatientChildrenWatch(zk, ROOT, time_boundary=0.3).start().get(timeout=PATIENCE)
        if sorted(children) != wanted:
            later.get(timeout=PATIENCE)
    assert not later.ready()
    other.create(ROOT + "/late")
    later.get(timeout=PATIENCE)


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
    hour = datetime.timedelta(hours=1)
    now = datetime.datetime(2030, 1, 1)
    first, second = client(), client()
    assert first.NonBlockingLease(ROOT, hour, identifier="first", utcnow=lambda: now)
    second.sync(ROOT)
    assert not second.NonBlockingLease(ROOT, hour, identifier="second", utcnow=lambda: now)
    assert first.NonBlockingLease(ROOT, hour, identifier="first", utcnow=lambda: now + hour / 2)
    second.sync(ROOT)
    assert not second.NonBlockingLease(ROOT, hour, identifier="second", utcnow=lambda: now + hour)
    assert second.NonBlockingLease(ROOT, hour, identifier="second", utcnow=lambda: now + 2 * hour)
    first.sync(ROOT)
    assert not first.NonBlockingLease(ROOT, hour, identifier="first", utcnow=lambda: now + 2 * hour)


def multi_lease():
    hour = datetime.timedelta(hours=1)
    got = []

    def applicant(name):
        own = client()
        return lambda: got.append(bool(own.MultiNonBlockingLease(2, ROOT, hour, identifier=name)))

    run_all([applicant("host%d" % i) for i in range(4)])
    assert sorted(got) == [False, False, True, True], got


if __name__ == "__main__":
    HOSTS = sys.argv[2]
    try:
        globals()[sys.argv[1]]()
    finally:
        for each in clients:
            each.stop()
            each.close()
