package io.paddock.server.config;

/**
 * A setting with which the server cannot start. The message names the file, the line and the key, what was expected and
 * what stands there; it is written for the operator and never holds a secret. The process ends with status
 * {@link #EXIT_STATUS}.
 */
public final class ConfigException extends Exception {
    /** The exit status of a process whose configuration is wrong. */
    public static final int EXIT_STATUS = 2;

    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }

    ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
