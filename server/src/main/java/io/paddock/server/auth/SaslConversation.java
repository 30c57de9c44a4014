package io.paddock.server.auth;

import io.paddock.acl.AclScheme;
import io.paddock.acl.Identity;
import io.paddock.tree.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/**
 * One client's DIGEST-MD5 conversation, as ZooKeeper 3.9.5's servers hold it: challenge, response, and that both are right.
 *
 * <p>Owned by the event loop of its connection.
 */
public final class SaslConversation {

    private static final String MECHANISM = "DIGEST-MD5";
    /** What ZooKeeper's clients expect the service and the server to be called. */
    private static final String PROTOCOL = "zookeeper";

    private static final String SERVER = "zk-sasl-md5";

    private final SaslUsers users;
    private final SaslServer server;
    private String user = "";

    /**
     * A conversation in which nothing was said.
     *
     * @throws SaslException when this Java lacks the mechanism
     */
    public SaslConversation(SaslUsers users) throws SaslException {
        this.users = users;
        this.server = Sasl.createSaslServer(MECHANISM, PROTOCOL, SERVER, Map.of(), this::answer);
        if (server == null) {
            throw new SaslException("this Java has no " + MECHANISM);
        }
    }

    /**
     * Takes what the client said; an empty token begins.
     *
     * @return what to say to it; null bytes when there is nothing more to say
     * @throws SaslException when the client is not who it says, or says what makes no sense
     */
    public Bytes step(Bytes token) throws SaslException {
        if (server.isComplete()) {
            throw new SaslException("the conversation was over");
        }
        try {
            byte[] answer = server.evaluateResponse(token.array());
            return answer == null ? Bytes.NULL : Bytes.of(answer);
        } catch (IllegalArgumentException nonsense) {
            // Java's way of saying that a name is empty, or that what should be a number is none.
            throw new SaslException("the client says what makes no sense: " + nonsense.getMessage(), nonsense);
        }
    }

    /** Who the client has proven to be; nobody before the end. */
    public List<Identity> identities() {
        if (!server.isComplete()) {
            return List.of();
        }
        List<Identity> proven = new ArrayList<>();
        proven.add(new Identity(AclScheme.SASL, server.getAuthorizationID()));
        if (users.superUsers().contains(server.getAuthorizationID())) {
            proven.add(new Identity(AclScheme.SUPER, ""));
        }
        if (!users.everybody().isEmpty()) {
            proven.add(new Identity(AclScheme.ANY_SASL, users.everybody()));
        }
        return proven;
    }

    private void answer(Callback[] questions) throws UnsupportedCallbackException {
        for (Callback question : questions) {
            if (question instanceof NameCallback name) {
                takeName(name);
            } else if (question instanceof PasswordCallback password) {
                givePassword(password);
            } else if (question instanceof RealmCallback realm) {
                realm.setText(realm.getDefaultText());
            } else if (question instanceof AuthorizeCallback authorize) {
                authorize.setAuthorized(true);
                authorize.setAuthorizedID(authorize.getAuthenticationID());
            } else {
                throw new UnsupportedCallbackException(question);
            }
        }
    }

    private void takeName(NameCallback question) {
        if (users.passwords().containsKey(question.getDefaultName())) {
            user = question.getDefaultName();
            question.setName(user);
        }
    }

    /** Nothing for who is no user; the mechanism then refuses. */
    private void givePassword(PasswordCallback question) {
        String password = users.passwords().get(user);
        if (password != null) {
            question.setPassword(password.toCharArray());
        }
    }
}
