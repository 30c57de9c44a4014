package io.paddock.server.peer;

import io.paddock.server.raft.StartMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, before Raft starts, whether this server may take part. One that has its log may. One without asks the others whether they have seen it
 * before: if so it was wiped. The reasons are in docs/decisions/0001-wiped-servers.md. Owned by the thread that starts the server.
 */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final long ROUND_MS = 200;
    private static final long ANSWER_MS = 4_000;

    /** Visits a server. */
    interface Visits {
        CompletableFuture<PeerMessage.Welcome> visit(int server, PeerMessage.Purpose purpose);
    }

    private final IdentityMarker identity;
    private final Set<Integer> others;
    private final long patienceMs;
    private final Visits visits;

    Admission(IdentityMarker identity, Set<Integer> others, long patienceMs, Visits visits) {
        this.identity = identity;
        this.others = new TreeSet<>(others);
        this.patienceMs = patienceMs;
        this.visits = visits;
    }

    /** Blocks until it is decided, for ever if no majority can be asked. When it returns, this start's incarnation is on disk. */
    StartMode admit(boolean hasHistory, boolean allowsWiped) throws IOException, InterruptedException {
        if (allowsWiped) {
            LOG.warn(
                    "starting as server {} whatever was lost, because paddock.allowWipedServer is set; unset it now",
                    identity.server());
        }
        if (!allowsWiped) {
            refuseWhatTheDiskShows(hasHistory);
        }
        if (hasHistory && !allowsWiped) {
            identity.write();
            identity.noteHistory();
            return StartMode.FOUNDING;
        }
        Map<Integer, PeerMessage.Welcome> answers = ask(allowsWiped);
        answers.values().forEach(answer -> identity.riseAbove(answer.lastSeen()));
        identity.write();
        introduce(answers.keySet());
        return mode(answers);
    }

    private void refuseWhatTheDiskShows(boolean hasHistory) throws WipedServerException {
        if (hasHistory && identity.previousIncarnation() == 0) {
            throw new WipedServerException(identity.server(), "it has a log but no identity file");
        }
        if (!hasHistory && identity.hadHistory()) {
            throw new WipedServerException(
                    identity.server(), "its identity file says that it had a log, and there is none");
        }
    }

    private Map<Integer, PeerMessage.Welcome> ask(boolean allowsWiped) throws IOException, InterruptedException {
        Map<Integer, PeerMessage.Welcome> answers = new TreeMap<>();
        int majority = (others.size() + 1) / 2 + 1;
        long majoritySince = 0;
        boolean told = false;
        while (true) {
            visitMissing(answers);
            if (!allowsWiped) {
                check(answers);
            }
            if (answers.size() == others.size()) {
                return answers;
            }
            long now = System.nanoTime();
            boolean isMajority = answers.size() + 1 >= majority;
            if (isMajority && majoritySince == 0) {
                majoritySince = now;
            }
            if (isMajority && now - majoritySince >= TimeUnit.MILLISECONDS.toNanos(patienceMs)) {
                LOG.warn(
                        "starting without the word of all other servers; those that answered never saw this one: {}",
                        answers.keySet());
                return answers;
            }
            if (!told) {
                told = true;
                LOG.info(
                        "this server has no data yet: waiting for servers {} to ask whether it is new",
                        missing(answers));
            }
            pause();
        }
    }

    private Set<Integer> missing(Map<Integer, PeerMessage.Welcome> answers) {
        Set<Integer> missing = new TreeSet<>(others);
        missing.removeAll(answers.keySet());
        return missing;
    }

    private void visitMissing(Map<Integer, PeerMessage.Welcome> answers) throws InterruptedException {
        visitAll(missing(answers), PeerMessage.Purpose.PROBE, answers);
    }

    /** Visits at the same time; those that do not answer are left out. */
    private void visitAll(Set<Integer> servers, PeerMessage.Purpose purpose, Map<Integer, PeerMessage.Welcome> answers)
            throws InterruptedException {
        Map<Integer, CompletableFuture<PeerMessage.Welcome>> underway = new LinkedHashMap<>();
        servers.forEach(server -> underway.put(server, visits.visit(server, purpose)));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
        for (Map.Entry<Integer, CompletableFuture<PeerMessage.Welcome>> visit : underway.entrySet()) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                answers.put(visit.getKey(), visit.getValue().get(left, TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                logRefusal(e.getCause());
            } catch (TimeoutException e) {
                LOG.debug("server {} does not answer", visit.getKey(), e);
            }
        }
    }

    private static void logRefusal(Throwable cause) {
        if (cause instanceof RefusedException) {
            LOG.warn("{}", cause.getMessage());
        } else {
            LOG.debug("no answer", cause);
        }
    }

    private void check(Map<Integer, PeerMessage.Welcome> answers) throws WipedServerException {
        for (PeerMessage.Welcome answer : answers.values()) {
            if (remembersMore(identity, answer)) {
                throw new WipedServerException(
                        identity.server(), "server " + answer.server() + " has seen it take part before");
            }
        }
    }

    /** Whether somebody has seen a run of this server that its own disk does not know of. */
    static boolean remembersMore(IdentityMarker identity, PeerMessage.Welcome answer) {
        return answer.lastSeen() > identity.previousIncarnation() && answer.lastSeen() != identity.incarnation();
    }

    /** Those that gave their word remember this server before it votes. */
    private void introduce(Set<Integer> servers) throws InterruptedException {
        Map<Integer, PeerMessage.Welcome> remembered = new TreeMap<>();
        visitAll(servers, PeerMessage.Purpose.JOIN, remembered);
        List<Integer> lost = new ArrayList<>(servers);
        lost.removeAll(remembered.keySet());
        if (!lost.isEmpty()) {
            LOG.info("servers {} went away meanwhile and are told later", lost);
        }
    }

    private static StartMode mode(Map<Integer, PeerMessage.Welcome> answers) {
        boolean isMember = answers.values().stream().anyMatch(a -> a.standing() == Standing.MEMBER);
        boolean isStranger = answers.values().stream().anyMatch(a -> a.standing() == Standing.STRANGER);
        return isStranger && !isMember ? StartMode.JOINING : StartMode.FOUNDING;
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ROUND_MS));
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while waiting for other servers");
        }
    }
}
