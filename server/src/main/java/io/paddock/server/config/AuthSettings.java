package io.paddock.server.config;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who clients may say they are, and whether it matters.
 *
 * @param superDigest {@code DigestAuthenticationProvider.superDigest}, {@code super:<base64>}; empty for no super user
 * @param digestAlgorithm {@code DigestAuthenticationProvider.digestAlg}, a name of the Java platform
 * @param digestEnabled {@code DigestAuthenticationProvider.enabled}
 * @param skipsAcl {@code skipACL}: no access is refused
 * @param enforcedSchemes {@code enforce.auth.schemes} if {@code enforce.auth.enabled}, or sasl if
 *     {@code sessionRequireClientSASLAuth}: a client must have authenticated with one of these; empty for none
 * @param allowsFailedSasl {@code allowSaslFailedClients}
 * @param saslContext {@code sasl.serverconfig}: the section of the JAAS file
 * @param jaasFile {@code -Djava.security.auth.login.config}, as Java itself reads it; empty if not set
 * @param saslSuperPassword {@code SASLAuthenticationProvider.superPassword}: overrules that of the SASL user super
 * @param superUsers {@code zookeeper.superUser} and {@code zookeeper.superUser.*}: SASL names with all rights
 * @param saslEverybody {@code letAnySaslUserDoX}: the name in ACLs of sasl for which any SASL user will do; empty for none
 * @param x509SuperUser {@code X509AuthenticationProvider.superUser}: the certificate's name with all rights
 * @param ensembleNames {@code ensembleAuthName}: names a client may expect of the ensemble
 * @param providedSchemes the schemes of ZooKeeper's own providers that {@code authProvider.*} names
 */
public record AuthSettings(
        String superDigest,
        String digestAlgorithm,
        boolean digestEnabled,
        boolean skipsAcl,
        List<String> enforcedSchemes,
        boolean allowsFailedSasl,
        String saslContext,
        String jaasFile,
        String saslSuperPassword,
        List<String> superUsers,
        String saslEverybody,
        String x509SuperUser,
        List<String> ensembleNames,
        Set<String> providedSchemes) {

    private static final List<String> SCHEMES = List.of("digest", "ip", "sasl", "x509", "world");
    private static final String PROVIDERS = "org.apache.zookeeper.server.auth.";
    private static final Map<String, String> SCHEME_OF_PROVIDER = Map.of(
            PROVIDERS + "SASLAuthenticationProvider", "sasl",
            PROVIDERS + "X509AuthenticationProvider", "x509",
            PROVIDERS + "DigestAuthenticationProvider", "digest",
            PROVIDERS + "IPAuthenticationProvider", "ip",
            PROVIDERS + "EnsembleAuthenticationProvider", "ensemble");
    private static final String DIGEST_ALGORITHM = "DigestAuthenticationProvider.digestAlg";
    private static final String SUPER_DIGEST = "DigestAuthenticationProvider.superDigest";

    /** Copies the collections. */
    public AuthSettings {
        enforcedSchemes = List.copyOf(enforcedSchemes);
        superUsers = List.copyOf(superUsers);
        ensembleNames = List.copyOf(ensembleNames);
        providedSchemes = Set.copyOf(providedSchemes);
    }

    static AuthSettings from(SettingSource source, String jaasFile) throws ConfigException {
        return new AuthSettings(
                superDigest(source),
                digestAlgorithm(source),
                source.flag("DigestAuthenticationProvider.enabled", true),
                // Of all switches ZooKeeper wants "yes" for this one.
                List.of("yes", "true").contains(source.choice("skipACL", "no", List.of("yes", "no", "true", "false"))),
                enforcedSchemes(source),
                source.flag("allowSaslFailedClients", false),
                source.text("sasl.serverconfig", "Server"),
                jaasFile,
                source.text("SASLAuthenticationProvider.superPassword", ""),
                superUsers(source),
                source.text("letAnySaslUserDoX", ""),
                source.text("X509AuthenticationProvider.superUser", ""),
                Texts.words(source.text("ensembleAuthName", "")),
                providedSchemes(source));
    }

    private static String superDigest(SettingSource source) throws ConfigException {
        var setting = source.find(SUPER_DIGEST);
        String digest = source.text(SUPER_DIGEST, "");
        if (!digest.isEmpty() && !digest.startsWith("super:")) {
            throw SettingSource.wrong(setting.orElseThrow(), "expected super: and the base64 digest of super:password");
        }
        return digest;
    }

    private static String digestAlgorithm(SettingSource source) throws ConfigException {
        String name = source.text(DIGEST_ALGORITHM, "SHA1");
        try {
            return MessageDigest.getInstance(name).getAlgorithm();
        } catch (NoSuchAlgorithmException e) {
            throw SettingSource.wrong(
                    source.find(DIGEST_ALGORITHM).orElseThrow(), "expected a digest of the Java platform", e);
        }
    }

    private static List<String> superUsers(SettingSource source) {
        return source.withPrefix("superUser").values().stream()
                .map(SettingSource.Setting::value)
                .filter(user -> !user.isEmpty())
                .toList();
    }

    /** Other providers are classes of the operator's, which have no place here. */
    private static Set<String> providedSchemes(SettingSource source) {
        Set<String> schemes = new TreeSet<>();
        for (SettingSource.Setting setting : source.withPrefix("authProvider.").values()) {
            String scheme = SCHEME_OF_PROVIDER.getOrDefault(setting.value(), "");
            if (scheme.isEmpty()) {
                source.warn(setting, "has no effect: " + setting.value() + " is none of ZooKeeper's own providers");
            } else {
                schemes.add(scheme);
            }
        }
        return schemes;
    }

    private static List<String> enforcedSchemes(SettingSource source) throws ConfigException {
        boolean isEnforced = source.flag("enforce.auth.enabled", false);
        List<String> schemes = Texts.words(source.text("enforce.auth.schemes", ""));
        if (source.flag("sessionRequireClientSASLAuth", false)) {
            return List.of("sasl");
        }
        if (!isEnforced) {
            return List.of();
        }
        if (schemes.isEmpty()) {
            throw SettingSource.wrong(
                    source.find("enforce.auth.enabled").orElseThrow(),
                    "expected enforce.auth.schemes to be set as well");
        }
        for (String scheme : schemes) {
            if (!SCHEMES.contains(scheme)) {
                throw SettingSource.wrong(
                        source.find("enforce.auth.schemes").orElseThrow(),
                        "expected schemes of " + String.join(", ", SCHEMES));
            }
        }
        return schemes;
    }

    /** With the super user's digest hidden. */
    @Override
    public String toString() {
        return "AuthSettings[superDigest=" + Secrets.redact(superDigest) + ", digestAlgorithm=" + digestAlgorithm
                + ", digestEnabled=" + digestEnabled + ", skipsAcl=" + skipsAcl + ", enforcedSchemes=" + enforcedSchemes
                + ", allowsFailedSasl=" + allowsFailedSasl
                + ", saslContext=" + saslContext + ", jaasFile=" + jaasFile + ", saslSuperPassword="
                + Secrets.redact(saslSuperPassword) + ", superUsers=" + superUsers + ", saslEverybody=" + saslEverybody
                + ", x509SuperUser=" + x509SuperUser
                + ", ensembleNames=" + ensembleNames + ", providedSchemes=" + providedSchemes + "]";
    }
}
