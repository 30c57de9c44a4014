package io.paddock.server.config;

/**
 * Something an operator should read about the configuration, though the server starts.
 *
 * @param level how loudly it is said
 * @param text the message, without secrets
 */
public record Notice(Level level, String text) {
    /** How loudly a notice is said. */
    public enum Level {
        /** Said for the record. */
        INFO,
        /** Most likely not what the operator meant. */
        WARNING
    }

    static Notice info(String text) {
        return new Notice(Level.INFO, text);
    }

    static Notice warning(String text) {
        return new Notice(Level.WARNING, text);
    }
}
