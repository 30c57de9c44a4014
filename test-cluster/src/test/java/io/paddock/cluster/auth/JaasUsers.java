package io.paddock.cluster.auth;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;

/** The JAAS sections of the clients in this JVM: one for each user, of the user's name. Immutable. */
final class JaasUsers extends Configuration {
    private static final String LOGIN_MODULE = "org.apache.zookeeper.server.auth.DigestLoginModule";

    private final Map<String, String> passwords;

    JaasUsers(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        String password = passwords.get(name);
        if (password == null) {
            return null;
        }
        return new AppConfigurationEntry[] {
            new AppConfigurationEntry(
                    LOGIN_MODULE,
                    LoginModuleControlFlag.REQUIRED,
                    Map.of("username", name.replace("-wrong", ""), "password", password))
        };
    }
}
