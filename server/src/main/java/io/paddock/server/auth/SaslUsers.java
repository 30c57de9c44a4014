package io.paddock.server.auth;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;

/**
 * The users who may authenticate by SASL's DIGEST-MD5, with their passwords. Immutable.
 *
 * <p>They stand in the server's section of a JAAS file as ZooKeeper's users write it: an entry for {@value #LOGIN_MODULE} with options
 * {@code user_NAME="PASSWORD"}. The entry is only read: no login module is loaded, so that class need not be there.
 *
 * @param passwords by user
 * @param superUsers whose users may do everything
 * @param everybody the name in ACLs for which any of the users will do; empty for none
 */
public record SaslUsers(Map<String, String> passwords, List<String> superUsers, String everybody) {

    private static final String LOGIN_MODULE = "org.apache.zookeeper.server.auth.DigestLoginModule";
    private static final String USER_PREFIX = "user_";
    private static final String SUPER = "super";
    private static final AppConfigurationEntry[] NO_ENTRIES = {};

    /** Copies. */
    public SaslUsers {
        passwords = Map.copyOf(passwords);
        superUsers = List.copyOf(superUsers);
    }

    /**
     * Reads the section of that name of the JAAS configuration of this Java.
     *
     * @param jaasFile what {@code -Djava.security.auth.login.config} names; empty when it is not set, and nothing need be there to read
     * @param superPassword overrules the password of the user {@code super}; empty when it does not
     * @param superUsers whose users may do everything
     * @param everybody the name in ACLs for which any of the users will do; empty for none
     * @return nothing when there is no such configuration, or no such section in it
     * @throws IOException when the configuration cannot be read, or the section wants what is not supported
     */
    public static Optional<SaslUsers> read(
            String section, String jaasFile, String superPassword, List<String> superUsers, String everybody)
            throws IOException {
        AppConfigurationEntry[] entries = entries(section, jaasFile);
        if (entries.length == 0) {
            return Optional.empty();
        }
        Map<String, String> passwords = new TreeMap<>();
        for (AppConfigurationEntry entry : entries) {
            if (!entry.getLoginModuleName().equals(LOGIN_MODULE)) {
                throw new IOException("the JAAS section " + section + " names the login module "
                        + entry.getLoginModuleName() + ", but only " + LOGIN_MODULE + " is supported");
            }
            entry.getOptions().forEach((option, value) -> {
                if (option.startsWith(USER_PREFIX)) {
                    passwords.put(option.substring(USER_PREFIX.length()), String.valueOf(value));
                }
            });
        }
        if (!superPassword.isEmpty()) {
            passwords.replace(SUPER, superPassword);
        }
        return Optional.of(new SaslUsers(passwords, superUsers, everybody));
    }

    private static AppConfigurationEntry[] entries(String section, String jaasFile) throws IOException {
        try {
            AppConfigurationEntry[] entries = Configuration.getConfiguration().getAppConfigurationEntry(section);
            return entries == null ? NO_ENTRIES : entries;
        } catch (SecurityException e) {
            // Java's way of saying that there is no such file, too.
            if (jaasFile.isEmpty()) {
                return NO_ENTRIES;
            }
            throw new IOException("the JAAS configuration " + jaasFile + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "SaslUsers" + passwords.keySet();
    }
}
