package io.paddock.server.admin;

import java.util.Locale;

/** What a server counts, in the names of {@code mntr}. */
public enum Counter {
    /** Times a client failed to authenticate. */
    AUTH_FAILED_COUNT,
    /** Bytes of packets from clients, without their length fields. */
    BYTES_RECEIVED_COUNT,
    /** Raft entries that were committed and applied here. */
    COMMIT_COUNT,
    /** Connections closed before a word, because this server does not serve. */
    CNXN_CLOSED_WITHOUT_ZK_SERVER_RUNNING,
    /** Connections that ended at the other side. */
    CONNECTION_DROP_COUNT,
    /** Connections refused because there are too many. */
    CONNECTION_REJECTED,
    /** Handshakes begun. */
    CONNECTION_REQUEST_COUNT,
    /** Sessions that came back over a new connection. */
    CONNECTION_REVALIDATE_COUNT,
    /** Expected names of the ensemble that were wrong. */
    ENSEMBLE_AUTH_FAIL,
    /** Clients that expected no name of the ensemble. */
    ENSEMBLE_AUTH_SKIP,
    /** Expected names of the ensemble that were right. */
    ENSEMBLE_AUTH_SUCCESS,
    /** Requests refused because large ones took too much memory. */
    LARGE_REQUESTS_REJECTED,
    /** Times this server looked for a leader. */
    LOOKING_COUNT,
    /** Clients on this machine that do not use TLS. */
    NON_MTLS_LOCAL_CONN_COUNT,
    /** Those on others. */
    NON_MTLS_REMOTE_CONN_COUNT,
    /** Raft entries this server proposed as leader. */
    PROPOSAL_COUNT,
    /** Times the request throttle made a request wait. */
    REQUEST_THROTTLE_WAIT_COUNT,
    /** Bytes of replies. */
    RESPONSE_BYTES,
    /** Connections closed because they never opened a session. */
    SESSIONLESS_CONNECTIONS_EXPIRED,
    /** Requests that were carried out although nobody waited for them any more. */
    STALE_REQUESTS,
    /** Those that were dropped. */
    STALE_REQUESTS_DROPPED,
    /** Sessions that expired. */
    STALE_SESSIONS_EXPIRED,
    /** Requests answered with ThrottledOp. */
    THROTTLED_OPS,
    /** TLS handshakes that failed. */
    UNSUCCESSFUL_HANDSHAKE,
    /** Bytes of watch events. */
    WATCH_BYTES;

    /** The key in {@code mntr}, without {@code zk_}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
