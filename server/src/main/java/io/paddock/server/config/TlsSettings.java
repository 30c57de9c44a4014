package io.paddock.server.config;

import java.util.List;

/**
 * How one kind of connection is encrypted: {@code ssl.*} for clients, {@code ssl.quorum.*} between servers.
 *
 * @param keyStore who this server is
 * @param trustStore whom it believes; none for those whom this Java believes
 * @param protocols the versions allowed
 * @param ciphers the suites allowed; empty for this Java's choice
 * @param clientAuth whether the one who connects shows a certificate
 * @param verifiesHostnames whether the one who connects checks that the certificate is for the host it wanted
 */
public record TlsSettings(
        KeyStoreSettings keyStore,
        KeyStoreSettings trustStore,
        List<String> protocols,
        List<String> ciphers,
        ClientAuth clientAuth,
        boolean verifiesHostnames) {

    /** Whether the one who connects shows a certificate. */
    public enum ClientAuth {
        /** It must. */
        NEED,
        /** It may. */
        WANT,
        /** It is not asked. */
        NONE
    }

    /** No encryption. */
    public static final TlsSettings NONE =
            new TlsSettings(KeyStoreSettings.NONE, KeyStoreSettings.NONE, List.of(), List.of(), ClientAuth.NONE, false);

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final String CLIENTS = "ssl.";
    private static final String PEERS = "ssl.quorum.";
    /** Whose silent loss would weaken what the operator relies on. */
    private static final List<String> NOT_SUPPORTED = List.of("crl", "ocsp", "context.supplier.class");

    /** Copies the lists. */
    public TlsSettings {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** Whether there is no encryption. */
    public boolean isNone() {
        return keyStore.isNone();
    }

    /**
     * What clients speak to the secure port, and to the other one when that speaks both.
     *
     * @param wanted the setting that asks for encryption, for messages; read even if nothing does, so that the keys are known
     */
    static TlsSettings ofClients(SettingSource source, Surroundings.TextFiles files, String wanted)
            throws ConfigException {
        var provider = source.find(CLIENTS + "authProvider");
        if (provider.isPresent() && !provider.get().value().equals("x509")) {
            throw SettingSource.wrong(provider.get(), "expected x509, the only one there is,");
        }
        TlsSettings settings = from(source, files, CLIENTS);
        return wanted.isEmpty() ? NONE : settings.orMissing(source, wanted, CLIENTS + "keyStore.location");
    }

    /** What servers speak to each other. */
    static TlsSettings ofPeers(SettingSource source, Surroundings.TextFiles files) throws ConfigException {
        TlsSettings settings = from(source, files, PEERS);
        if (!source.flag("sslQuorum", false)) {
            return NONE;
        }
        if (settings.clientAuth() != ClientAuth.NEED) {
            throw SettingSource.wrong(
                    source.find(PEERS + "clientAuth").orElseThrow(),
                    "expected need, as servers prove themselves both ways,");
        }
        settings.orMissing(source, "sslQuorum", PEERS + "keyStore.location");
        if (settings.trustStore().isNone()) {
            throw missing(source, "sslQuorum", PEERS + "trustStore.location");
        }
        return settings;
    }

    private TlsSettings orMissing(SettingSource source, String wanted, String key) throws ConfigException {
        if (isNone()) {
            throw missing(source, wanted, key);
        }
        return this;
    }

    private static ConfigException missing(SettingSource source, String wanted, String key) {
        return SettingSource.wrong(source.find(wanted).orElseThrow(), "expected " + key + " to be set as well");
    }

    private static TlsSettings from(SettingSource source, Surroundings.TextFiles files, String prefix)
            throws ConfigException {
        for (String key : NOT_SUPPORTED) {
            var setting = source.find(prefix + key);
            if (setting.isPresent() && !setting.get().value().equalsIgnoreCase("false")) {
                throw SettingSource.wrong(setting.get(), "is not supported: expected no such line");
            }
        }
        String protocol = source.text(prefix + "protocol", "");
        List<String> protocols = Texts.words(source.text(prefix + "enabledProtocols", protocol));
        return new TlsSettings(
                KeyStoreSettings.from(source, files, prefix + "keyStore."),
                KeyStoreSettings.from(source, files, prefix + "trustStore."),
                protocols.isEmpty() ? PROTOCOLS : protocols,
                Texts.words(source.text(prefix + "ciphersuites", "")),
                ClientAuth.valueOf(source.choice(prefix + "clientAuth", "NEED", List.of("NEED", "WANT", "NONE"))),
                source.flag(prefix + "hostnameVerification", true));
    }
}
