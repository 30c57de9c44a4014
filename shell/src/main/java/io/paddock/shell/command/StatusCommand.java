package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** A table of all servers: those in the connect string and those in the configuration of the ensemble. */
final class StatusCommand implements ShellCommand {
    private static final Pattern MEMBER =
            Pattern.compile("server\\.\\d+=([^:]+|\\[[^]]+]):[^;]*(?:;(?:(.+):)?(\\d+))?");
    private static final String ROW = "%-24s %-11s %6s %-18s %-14s %8s %8s";

    @Override
    public Syntax syntax() {
        return Syntax.named("status", "Prints a table of all servers: role, term, zxid, latency, sessions.")
                .example("status", "ends with 3 when a server does not answer");
    }

    @Override
    public void run(Invocation call) throws InterruptedException {
        Map<String, ServerStatus> servers = new LinkedHashMap<>();
        for (InetSocketAddress address : call.session().addresses()) {
            add(servers, address);
        }
        Members members = servers.values().stream().anyMatch(ServerStatus::isServing) ? members(call) : Members.NONE;
        for (InetSocketAddress member : members.addresses()) {
            add(servers, member);
        }
        print(call, List.copyOf(servers.values()));
        remarkOnUnknown(call, members, servers.size());
        if (!servers.values().stream().allMatch(ServerStatus::isServing)) {
            throw ShellFailure.silent(ExitStatus.NO_CONNECTION);
        }
    }

    private static void add(Map<String, ServerStatus> servers, InetSocketAddress address) {
        String name = address.getHostString() + ":" + address.getPort();
        servers.computeIfAbsent(name, absent -> ServerStatus.ask(address));
    }

    /**
     * The members of the ensemble, as far as this session may know them.
     *
     * @param addresses where those that tell it serve clients
     * @param unknown the hosts of those that do not: whose server.N line names no port for clients
     */
    private record Members(List<InetSocketAddress> addresses, List<String> unknown) {
        private static final Members NONE = new Members(List.of(), List.of());
    }

    private static Members members(Invocation call) throws InterruptedException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        try {
            byte[] config = call.zooKeeper().getConfig(false, new Stat());
            for (String line : new String(config, StandardCharsets.UTF_8).split("\n", -1)) {
                Matcher member = MEMBER.matcher(line.strip());
                if (!member.matches()) {
                    continue;
                }
                if (member.group(3) == null) {
                    unknown.add(member.group(1));
                } else {
                    boolean isAnyAddress =
                            member.group(2) == null || member.group(2).equals("0.0.0.0");
                    String host = isAnyAddress ? member.group(1) : member.group(2);
                    addresses.add(InetSocketAddress.createUnresolved(host, Integer.parseInt(member.group(3))));
                }
            }
        } catch (KeeperException e) {
            call.output().remark("The members of the ensemble are not told: " + e.getMessage());
        }
        return new Members(List.copyOf(addresses), List.copyOf(unknown));
    }

    /**
     * Servers of which nobody tells where they serve clients cannot be asked. Those in the connect string may be they,
     * so nothing is said to who has named as many servers as there are.
     */
    private static void remarkOnUnknown(Invocation call, Members members, int shown) {
        int hidden = members.unknown().size() + members.addresses().size() - shown;
        if (hidden > 0 && !members.unknown().isEmpty()) {
            call.output()
                    .remark(hidden + (hidden == 1 ? " server" : " servers")
                            + " of the ensemble cannot be shown: its configuration names no port for clients of "
                            + String.join(
                                    ", ",
                                    Set.copyOf(members.unknown()).stream()
                                            .sorted()
                                            .toList())
                            + ". Name all servers: -s HOST:PORT,HOST:PORT,...");
        }
    }

    private static void print(Invocation call, List<ServerStatus> servers) {
        if (call.output().isJson()) {
            call.output()
                    .json(Json.array(servers.stream().map(ServerStatus::json).toList()));
            return;
        }
        call.output().line(String.format(ROW, "SERVER", "ROLE", "TERM", "ZXID", "LATENCY (ms)", "SESSIONS", "ZNODES"));
        for (ServerStatus server : servers) {
            call.output()
                    .line(String.format(
                                    ROW,
                                    server.name(),
                                    server.role(),
                                    server.term(),
                                    server.zxid(),
                                    server.latency(),
                                    server.sessions(),
                                    server.znodes())
                            .stripTrailing());
            if (!server.isServing()) {
                call.output().remark(server.name() + ": " + server.trouble());
            }
        }
    }
}
