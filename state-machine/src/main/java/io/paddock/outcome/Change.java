package io.paddock.outcome;

import io.paddock.acl.Acl;

/**
 * What watches are told: one change of one znode, or of its set of children.
 *
 * @param kind what happened
 * @param path to which znode
 * @param zxid by which transaction
 * @param readers the ACL that decides who may hear of it (CVE-2024-23944): the znode's, before a deletion; the parent's for
 *     {@link Kind#CHILDREN_CHANGED}
 */
public record Change(Kind kind, String path, long zxid, Acl readers) {

    /** The kinds, with the number of the event in ZooKeeper 3.9.5's protocol. */
    public enum Kind {
        CREATED(1),
        DELETED(2),
        DATA_CHANGED(3),
        CHILDREN_CHANGED(4);

        private final int eventType;

        Kind(int eventType) {
            this.eventType = eventType;
        }

        /** The number on the wire. */
        public int eventType() {
            return eventType;
        }
    }
}
