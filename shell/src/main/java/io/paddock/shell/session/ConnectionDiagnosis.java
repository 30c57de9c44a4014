package io.paddock.shell.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.client.ConnectStringParser;

/** Finds out why no server answered, since the client keeps it to its log. */
final class ConnectionDiagnosis {
    private static final int PROBE_TIMEOUT_MS = 500;
    private static final int PROBES_MAX = 5;

    private ConnectionDiagnosis() {}

    /** One clause for each of the first servers: the name does not resolve, the port refuses, and so on. */
    static String of(String servers) {
        List<String> findings = new ArrayList<>();
        List<InetSocketAddress> addresses = new ConnectStringParser(servers).getServerAddresses();
        for (InetSocketAddress address : addresses.subList(0, Math.min(PROBES_MAX, addresses.size()))) {
            findings.add(address.getHostString() + ":" + address.getPort() + " " + probe(address));
        }
        return String.join("; ", findings);
    }

    private static String probe(InetSocketAddress address) {
        InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
        if (resolved.isUnresolved()) {
            return "is not a known host";
        }
        try (Socket socket = new Socket()) {
            socket.connect(resolved, PROBE_TIMEOUT_MS);
            return "takes connections but does not serve yet";
        } catch (IOException e) {
            return "cannot be reached (" + e.getMessage() + ")";
        }
    }
}
