package io.paddock.shell.command;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** Changes the membership of the ensemble. */
final class ReconfigCommand implements ShellCommand {
    private static final int HEXADECIMAL = 16;

    @Override
    public Syntax syntax() {
        return Syntax.named("reconfig", "Changes which servers make the ensemble.")
                .flag("also print the stat", "-s")
                .value("version", "only if the configuration has this version (hexadecimal)", "-v")
                .value("path", "the new membership, from a file with lines server.N=...", "-file")
                .value("servers", "the new membership: server.N=host:port1:port2;port3,...", "-members")
                .value("servers", "servers to add: server.N=host:port1:port2;port3,...", "-add")
                .value("ids", "servers to remove, by number: 3,4", "-remove")
                .example("reconfig -add server.4=h4:2888:3888;2181", "")
                .example("reconfig -remove 3", "");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        boolean isWhole = call.has("-file") || call.has("-members");
        boolean isStep = call.has("-add") || call.has("-remove");
        if (!isWhole && !isStep) {
            throw call.usage("One of -file, -members, -add and -remove is needed");
        }
        if (isWhole && isStep) {
            throw call.usage("Can't use -file or -members together with -add or -remove"
                    + " (mixing incremental and non-incremental modes is not allowed)");
        }
        if (call.has("-file") && call.has("-members")) {
            throw call.usage("Can't use -file and -members together (conflicting non-incremental modes)");
        }
        Optional<String> members =
                call.value("-members").or(() -> call.value("-file").map(file -> read(call, file)));
        Stat stat = new Stat();
        byte[] config = call.zooKeeper()
                .reconfigure(
                        lower(call.value("-add")), lower(call.value("-remove")), lower(members), version(call), stat);
        print(call, new String(config, StandardCharsets.UTF_8), stat);
    }

    private static void print(Invocation call, String config, Stat stat) {
        if (call.output().isJson()) {
            call.output().json(Json.object("config", Json.string(config)).and("stat", StatText.json(stat)));
            return;
        }
        call.output().line("Committed new configuration:");
        call.output().line(config);
        if (call.has("-s")) {
            call.output().line(StatText.text(stat));
        }
    }

    private static long version(Invocation call) {
        String text = call.value("-v").orElse("-1");
        try {
            return Long.parseLong(text, HEXADECIMAL);
        } catch (NumberFormatException e) {
            throw call.usage("-v must be followed by a long (configuration version)");
        }
    }

    /** What the client takes for nothing is null; ZooKeeper 3.9.5 compares the words in lower case. */
    private static String lower(Optional<String> text) {
        return text.map(it -> it.toLowerCase(Locale.ROOT)).orElse(null);
    }

    /** The lines of a membership file that name servers, as the list that the server takes. */
    private static String read(Invocation call, String file) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            lines.load(reader);
        } catch (IOException e) {
            throw call.usage("Error processing " + file + ": " + FileFailures.reason(e));
        } catch (IllegalArgumentException e) {
            throw call.usage("Error processing " + file + ": " + e.getMessage());
        }
        TreeMap<String, String> servers = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith("server.")) {
                servers.put(key, lines.getProperty(key).strip());
            } else if (!key.equals("version")) {
                throw call.usage("Error processing " + file + ": '" + key + "' is not a server");
            }
        }
        if (servers.isEmpty()) {
            throw call.usage("Error processing " + file + ": no line server.N=...");
        }
        return servers.entrySet().stream()
                .map(server -> server.getKey() + "=" + server.getValue())
                .collect(Collectors.joining(","));
    }
}
