package io.paddock.shell;

import java.util.Map;

/**
 * Starts the server that the shell's tests talk to in place of a ZooKeeper. Found by {@link java.util.ServiceLoader} where
 * these tests are run by another module. Closing it stops the server.
 */
public interface ServerSource extends AutoCloseable {
    /**
     * Starts it.
     *
     * @param config the lines of zoo.cfg that the tests count on, by key
     * @return host and port
     */
    String start(Map<String, String> config) throws Exception;

    @Override
    void close();
}
