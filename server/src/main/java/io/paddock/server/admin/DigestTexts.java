package io.paddock.server.admin;

import io.paddock.server.admin.ServerStatus.DigestStatus;
import io.paddock.server.admin.ServerStatus.RaftStatus;

/** The words about the state as a whole: {@code hash}, and Paddock's own {@code dgst} and {@code raft}. */
final class DigestTexts {
    private static final int HISTORY_MAX = 128;

    private DigestTexts() {}

    /** ZooKeeper's form, zxid and digest; here there is one line, for the state as it is now. */
    static String hash(DigestStatus digest) {
        return Long.toHexString(digest.lastZxid()) + ": " + digest.digest() + "\n";
    }

    static String digests(DigestStatus digest) {
        StringBuilder text = new StringBuilder("applied_index=" + digest.appliedIndex()
                + "\napplied_term=" + digest.appliedTerm()
                + "\nlast_zxid=0x" + Long.toHexString(digest.lastZxid())
                + "\ndigest=" + hex(digest.digest()) + "\n");
        int skipped = Math.max(0, digest.history().size() - HISTORY_MAX);
        digest.history().entrySet().stream()
                .skip(skipped)
                .forEach(entry -> text.append("digest." + entry.getKey() + "=" + hex(entry.getValue()) + "\n"));
        return text.toString();
    }

    static String raft(RaftStatus raft) {
        StringBuilder text = new StringBuilder("role=" + raft.role()
                + "\nleader=" + (raft.leaderId() < 0 ? "none" : raft.leaderId())
                + "\nterm=" + raft.term()
                + "\ncommit_index=" + raft.commitIndex()
                + "\napplied_index=" + raft.appliedIndex()
                + "\nsnapshot_index=" + raft.snapshotIndex()
                + "\nlog_start_index=" + raft.logStartIndex()
                + "\nlog_end_index=" + raft.logEndIndex() + "\n");
        raft.peers().forEach((id, peer) -> text.append("peer." + id + "=" + peer + "\n"));
        return text.toString();
    }

    private static String hex(long digest) {
        return String.format("%016x", digest);
    }
}
