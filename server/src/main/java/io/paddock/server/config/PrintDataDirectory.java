package io.paddock.server.config;

import java.io.PrintStream;
import java.util.Properties;

/**
 * A program for the scripts that start and stop a server: checks its configuration and prints its data directory, so
 * that no script needs to understand a configuration file itself.
 *
 * <p>Takes the arguments and system properties of the server. Ends with {@link ConfigException#EXIT_STATUS} and the
 * reason on the error output if the server could not start with them.
 */
public final class PrintDataDirectory {
    private PrintDataDirectory() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getProperties(), System.out, System.err));
    }

    static int run(String[] arguments, Properties systemProperties, PrintStream out, PrintStream err) {
        try {
            ServerConfig config = ConfigLoader.load(arguments, systemProperties).config();
            out.println(config.storage().dataDir().toAbsolutePath().normalize());
            return 0;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return ConfigException.EXIT_STATUS;
        }
    }
}
