package io.paddock.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;

/**
 * What runs here, in the form of ZooKeeper's own version: {@code 3.9.5-paddock-0.1.0, built on 2026-01-31 12:00 UTC}.
 * It begins with the version of ZooKeeper whose protocol is spoken, because clients look there for what they may send.
 */
public final class ProductVersion {
    private static final String PROTOCOL = "3.9.5";
    private static final String RESOURCE = "/META-INF/maven/io.paddock/paddock-server/pom.properties";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ProductVersion() {}

    /** The version of the jar this class was loaded from; {@code development} when it was not loaded from one. */
    public static String text() {
        URL resource = ProductVersion.class.getResource(RESOURCE);
        if (resource == null) {
            return text("development", Instant.EPOCH);
        }
        try {
            URLConnection connection = resource.openConnection();
            connection.setUseCaches(false);
            Properties properties = new Properties();
            try (InputStream in = connection.getInputStream()) {
                properties.load(in);
            }
            return text(properties.getProperty("version"), Instant.ofEpochMilli(connection.getLastModified()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    static String text(String version, Instant builtAt) {
        return PROTOCOL + "-paddock-" + version + ", built on " + DATE.format(builtAt);
    }
}
