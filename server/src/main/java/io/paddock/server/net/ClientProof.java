package io.paddock.server.net;

import io.paddock.outcome.ErrorCode;
import io.paddock.server.auth.AccessPolicy;
import io.paddock.server.auth.Authenticator;
import io.paddock.server.auth.Proof;
import io.paddock.server.auth.SaslConversation;
import io.paddock.server.request.RequestPipeline;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.Outbox;
import io.paddock.server.wire.ReplyWriter;
import io.paddock.tree.Bytes;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.sasl.SaslException;

/**
 * What one client proves of who it is, by auth packets, by SASL and by its certificate, and whether that is enough to ask for anything.
 *
 * <p>Owned by the connection's event loop.
 */
final class ClientProof {

    /** Replies to what a client proves show no zxid (ZooKeeper 3.9.5). */
    private static final long NO_ZXID = 0;

    private final AccessPolicy policy;
    private final RequestPipeline pipeline;
    private final String address;
    private Optional<SaslConversation> conversation = Optional.empty();

    ClientProof(AccessPolicy policy, RequestPipeline pipeline, String address) {
        this.policy = policy;
        this.pipeline = pipeline;
        this.address = address;
    }

    /**
     * How a connection goes on.
     *
     * @param answer what the client is told, if anything
     * @param goesOn whether there is more to come
     * @param reason why not, for the log
     */
    record Conclusion(Optional<Outbox.Frame> answer, boolean goesOn, String reason) {

        static Conclusion accepted(Outbox.Frame answer) {
            return new Conclusion(Optional.of(answer), true, "");
        }

        static Conclusion refused(Outbox.Frame answer, String reason) {
            return new Conclusion(Optional.of(answer), false, reason);
        }
    }

    /** An auth packet. */
    Conclusion authenticate(Call.Authenticate call, int xid) {
        Authenticator authenticator = policy.authenticators().get(call.scheme());
        Proof proof = authenticator == null ? Proof.FAILED : authenticator.prove(call.credentials(), address);
        return switch (proof.verdict()) {
            case ACCEPTED ->
                proof.identities().stream().allMatch(pipeline::addIdentity)
                        ? Conclusion.accepted(ReplyWriter.reply(xid, NO_ZXID, ErrorCode.OK))
                        : Conclusion.refused(
                                ReplyWriter.reply(xid, NO_ZXID, ErrorCode.AUTH_FAILED),
                                "it has proven to be too many, the last by scheme " + call.scheme());
            case FAILED ->
                Conclusion.refused(
                        ReplyWriter.reply(xid, NO_ZXID, ErrorCode.AUTH_FAILED),
                        "it failed to prove who it is by scheme " + call.scheme());
            case STRANGER -> new Conclusion(Optional.empty(), false, "it wants another ensemble");
        };
    }

    /** A step of SASL. Where there is no SASL, a client is told nothing at all, but told so (ZooKeeper 3.9.5). */
    Conclusion converse(Call.Sasl call, int xid) {
        if (call.token().isNull()) {
            // ZooKeeper 3.9.5 fails on it.
            return new Conclusion(Optional.empty(), false, "it sent a null token");
        }
        if (policy.sasl().isEmpty()) {
            return Conclusion.accepted(ReplyWriter.saslToken(xid, ErrorCode.OK, Bytes.NULL));
        }
        try {
            if (conversation.isEmpty()) {
                conversation = Optional.of(new SaslConversation(policy.sasl().get()));
            }
            Bytes answer = conversation.get().step(call.token());
            conversation.get().identities().forEach(pipeline::addIdentity);
            return Conclusion.accepted(ReplyWriter.saslToken(xid, ErrorCode.OK, answer));
        } catch (SaslException failed) {
            return failed(xid, failed);
        }
    }

    private Conclusion failed(int xid, SaslException failed) {
        if (policy.keepsFailedSasl() && !policy.enforcesSasl()) {
            return Conclusion.accepted(ReplyWriter.saslToken(xid, ErrorCode.OK, Bytes.NULL));
        }
        ErrorCode error = policy.enforcesSasl() ? ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH : ErrorCode.AUTH_FAILED;
        return Conclusion.refused(
                ReplyWriter.saslToken(xid, error, Bytes.NULL), "it failed to authenticate: " + failed.getMessage());
    }

    /** The TLS handshake is over, and has checked the client's certificate if there is one. */
    void takeCertificate(SSLEngine engine) {
        if (!engine.getNeedClientAuth() && !engine.getWantClientAuth()) {
            return;
        }
        try {
            if (engine.getSession().getPeerCertificates()[0] instanceof X509Certificate own) {
                policy.certificates().identities(own).forEach(pipeline::addIdentity);
            }
        } catch (SSLPeerUnverifiedException none) {
            // It was only wanted: the client is nobody.
            return;
        }
    }

    /** Whether the client has proven enough to ask for anything. */
    boolean suffices() {
        return policy.suffices(pipeline.identities());
    }

    /** What a client is told that has not proven enough. */
    Conclusion refusal(int xid) {
        return Conclusion.refused(
                ReplyWriter.reply(xid, NO_ZXID, ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH),
                "it has proven nothing by any of " + policy.enforcedSchemes());
    }
}
