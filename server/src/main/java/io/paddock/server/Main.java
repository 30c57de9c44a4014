package io.paddock.server;

import io.paddock.server.config.ConfigException;
import io.paddock.server.config.ConfigLoader;
import io.paddock.server.config.Notice;
import io.paddock.server.config.ParsedConfig;
import io.paddock.server.config.StatusFile;
import io.paddock.server.io.EventLoops;
import io.paddock.store.WriteBehindStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process: {@code Main [zoo.cfg]}.
 *
 * <p>Exit status: 0 after SIGTERM, 1 when it could not start, 2 when the configuration is wrong, 3 when it could not go on safely.
 */
public final class Main {

    private static final int EXIT_NOT_STARTED = 1;
    private static final int EXIT_WRONG_CONFIG = 2;
    private static final int EXIT_FATAL = 3;

    private Main() {}

    /** Runs a server until the process is told to end. */
    public static void main(String[] arguments) {
        Thread log = prepareLibraries();
        StatusFile status = StatusFile.of(systemProperties());
        ParsedConfig parsed;
        try {
            parsed = ConfigLoader.load(arguments, System.getProperties());
        } catch (ConfigException wrong) {
            System.err.println(wrong.getMessage());
            status.failed(wrong.getMessage());
            System.exit(EXIT_WRONG_CONFIG);
            return;
        }
        await(log);
        parsed.notices().forEach(Main::say);
        try {
            run(parsed, status);
        } catch (IOException failed) {
            log().error("this server cannot start", failed);
            System.err.println("Paddock cannot start: " + failed.getMessage());
            status.failed(failed.getMessage());
            System.exit(EXIT_NOT_STARTED);
        }
    }

    /**
     * While the configuration is read. What fails here fails again where it counts.
     *
     * @return opens the log: until it has ended, nobody else may ask for a logger, for SLF4J would give him one that says nothing yet
     */
    private static Thread prepareLibraries() {
        Thread log = prepare("prepare-log", Main::log);
        prepare("prepare-libraries", () -> {
            WriteBehindStore.prepare();
            await(log);
            EventLoops.prepare();
        });
        return log;
    }

    private static Thread prepare(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(Thread preparing) {
        try {
            preparing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(ParsedConfig parsed, StatusFile status) throws IOException {
        Announcer announcer = new Announcer(status);
        PaddockServer server = PaddockServer.start(parsed.config(), Main::halt, announcer);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    }

    /** Tells how the start goes: once it serves, nothing else is said. Guarded by itself. */
    private static final class Announcer implements PaddockServer.StartListener {
        private final StatusFile status;
        private boolean serves;

        Announcer(StatusFile status) {
            this.status = status;
        }

        @Override
        public synchronized void serving(String address) {
            serves = true;
            status.serving(address);
            System.out.println("Paddock serves on " + address + "; connect with: bin/shell.sh -s " + address);
        }

        @Override
        public synchronized void waitingForPeers() {
            if (!serves) {
                status.waitingForPeers();
                System.out.println("Paddock runs and waits for its peers");
            }
        }
    }

    /** Not a constant: opening the log takes a while, in which the configuration is read. */
    private static Logger log() {
        return LoggerFactory.getLogger(Main.class);
    }

    private static void say(Notice notice) {
        switch (notice.level()) {
            case INFO -> log().info(notice.text());
            case WARNING -> log().warn(notice.text());
        }
    }

    /** Ends the process at once: nothing may be written any more. */
    private static void halt(String reason, Throwable cause) {
        log().error("this server stops at once: {}", reason, cause);
        System.err.println("Paddock stops at once: " + reason + ": " + cause);
        Runtime.getRuntime().halt(EXIT_FATAL);
    }

    private static Map<String, String> systemProperties() {
        Properties properties = System.getProperties();
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
