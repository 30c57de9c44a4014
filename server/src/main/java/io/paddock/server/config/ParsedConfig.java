package io.paddock.server.config;

import java.util.List;

/**
 * A configuration that can be started with, and what the operator should read about it.
 *
 * @param config the settings
 * @param notices warnings and remarks, in the order to be said
 */
public record ParsedConfig(ServerConfig config, List<Notice> notices) {
    /** Copies the notices. */
    public ParsedConfig {
        notices = List.copyOf(notices);
    }
}
