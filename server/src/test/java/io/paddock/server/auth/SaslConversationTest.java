package io.paddock.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.acl.Identity;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaslConversationTest {
    private static final SaslUsers USERS =
            new SaslUsers(Map.of("bob", "bobsecret", "super", "adminsecret"), List.of("super"), "everybody");

    @AfterEach
    void forgetTheJaasConfiguration() {
        Configuration.setConfiguration(null);
    }

    @Test
    void whoKnowsThePasswordIsWhoHeSays() throws SaslException {
        SaslConversation conversation = new SaslConversation(USERS);

        Bytes last = converse(conversation, "bob", "bobsecret");

        assertThat(last.isNull()).isFalse();
        assertThat(conversation.identities())
                .containsExactly(new Identity("sasl", "bob"), new Identity("sasl-any", "everybody"));
        assertThatThrownBy(() -> conversation.step(Bytes.EMPTY)).isInstanceOf(SaslException.class);
    }

    @Test
    void aSuperUserMayDoEverything() throws SaslException {
        SaslConversation conversation = new SaslConversation(USERS);

        converse(conversation, "super", "adminsecret");

        assertThat(conversation.identities())
                .containsExactly(
                        new Identity("sasl", "super"),
                        new Identity("super", ""),
                        new Identity("sasl-any", "everybody"));
    }

    @ParameterizedTest
    @CsvSource({"bob,adminsecret", "bob,BOBSECRET", "nobody,bobsecret"})
    void whoDoesNotProvesNothing(String user, String password) throws SaslException {
        SaslConversation conversation = new SaslConversation(USERS);

        assertThatThrownBy(() -> converse(conversation, user, password)).isInstanceOf(SaslException.class);

        assertThat(conversation.identities()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"username=\"\"", "username=\"bob\",maxbuf=\"\"", "username=\"bob\",maxbuf=x", "nonsense", ""})
    void whatMakesNoSenseFailsAsAWrongPasswordDoes(String response) throws SaslException {
        SaslConversation conversation = new SaslConversation(USERS);
        String challenge = new String(conversation.step(Bytes.EMPTY).array(), StandardCharsets.UTF_8);
        String nonce = challenge.replaceAll("(?s).*nonce=\"([^\"]*)\".*", "$1");
        String rest = ",realm=\"zk-sasl-md5\",nonce=\"" + nonce + "\",cnonce=\"abc\",nc=00000001,qop=auth,"
                + "digest-uri=\"zookeeper/zk-sasl-md5\",response=0123456789abcdef0123456789abcdef,charset=utf-8";

        assertThatThrownBy(() -> conversation.step(Bytes.of((response + rest).getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(SaslException.class);
    }

    @Test
    void theUsersStandInTheServersSectionAsZooKeepersUsersWriteThem() throws IOException {
        install("org.apache.zookeeper.server.auth.DigestLoginModule");

        SaslUsers users = SaslUsers.read("Server", "/jaas.conf", "other", List.of("super"), "")
                .orElseThrow();

        assertThat(users.passwords()).isEqualTo(Map.of("bob", "bobsecret", "super", "other"));
        assertThat(users.toString()).doesNotContain("secret").doesNotContain("other");
        assertThat(SaslUsers.read("Elsewhere", "/jaas.conf", "", List.of(), "")).isEmpty();
    }

    @Test
    void aSectionForKerberosIsRefusedByName() {
        install("com.sun.security.auth.module.Krb5LoginModule");

        assertThatThrownBy(() -> SaslUsers.read("Server", "", "", List.of(), ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the JAAS section Server names the login module"
                        + " com.sun.security.auth.module.Krb5LoginModule");
    }

    @Test
    void withoutAJaasFileThereAreNoUsersButOneThatIsNotThereIsAnError() throws IOException {
        Configuration.setConfiguration(new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                throw new SecurityException("no such file");
            }
        });

        assertThat(SaslUsers.read("Server", "", "", List.of(), "")).isEmpty();
        assertThatThrownBy(() -> SaslUsers.read("Server", "/none.conf", "", List.of(), ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/none.conf");
    }

    private static void install(String loginModule) {
        AppConfigurationEntry entry = new AppConfigurationEntry(
                loginModule,
                LoginModuleControlFlag.REQUIRED,
                Map.of("user_bob", "bobsecret", "user_super", "adminsecret", "debug", "true"));
        Configuration.setConfiguration(new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return name.equals("Server") ? new AppConfigurationEntry[] {entry} : null;
            }
        });
    }

    /** A client of the Java platform, which does what ZooKeeper's does. */
    private static Bytes converse(SaslConversation conversation, String user, String password) throws SaslException {
        SaslClient client = Sasl.createSaslClient(
                new String[] {"DIGEST-MD5"}, null, "zookeeper", "zk-sasl-md5", Map.of(), questions -> {
                    for (Callback question : questions) {
                        answer(question, user, password);
                    }
                });
        Bytes said = conversation.step(Bytes.EMPTY);
        said = conversation.step(Bytes.of(client.evaluateChallenge(said.array())));
        client.evaluateChallenge(said.array());
        return said;
    }

    private static void answer(Callback question, String user, String password) {
        if (question instanceof NameCallback name) {
            name.setName(user);
        } else if (question instanceof PasswordCallback secret) {
            secret.setPassword(password.toCharArray());
        } else if (question instanceof RealmCallback realm) {
            realm.setText(realm.getDefaultText());
        }
    }
}
