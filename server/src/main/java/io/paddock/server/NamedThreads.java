package io.paddock.server;

import io.paddock.server.raft.FatalHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads with a name whose unexpected end ends the process. Any thread. */
final class NamedThreads implements ThreadFactory {

    private final String name;
    private final FatalHandler fatal;
    private final AtomicInteger count = new AtomicInteger();

    NamedThreads(String name, FatalHandler fatal) {
        this.name = name;
        this.fatal = fatal;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (failed, cause) -> fatal.halt("thread " + failed.getName() + " failed", cause));
        return thread;
    }
}
