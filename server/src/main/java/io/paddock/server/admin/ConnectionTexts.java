package io.paddock.server.admin;

import java.util.List;

/** One line for each connection, as in {@code stat} and {@code cons}. */
final class ConnectionTexts {
    private ConnectionTexts() {}

    static String briefs(List<ConnectionStatus> connections) {
        StringBuilder text = new StringBuilder();
        connections.forEach(connection -> text.append(begin(connection)).append(")\n"));
        return text.toString();
    }

    static String details(List<ConnectionStatus> connections) {
        StringBuilder text = new StringBuilder();
        connections.forEach(connection ->
                text.append(begin(connection)).append(session(connection)).append(")\n"));
        return text.append("\n").toString();
    }

    private static String begin(ConnectionStatus connection) {
        return " " + connection.remoteAddress() + "[" + Integer.toHexString(connection.interestOps()) + "](queued="
                + connection.queued() + ",recved=" + connection.figures().received() + ",sent="
                + connection.figures().sent();
    }

    private static String session(ConnectionStatus connection) {
        if (connection.sessionId() == 0) {
            return "";
        }
        ConnectionStatistics.Figures figures = connection.figures();
        String xid = figures.lastXid() < 0 ? "" : ",lcxid=0x" + Long.toHexString(figures.lastXid());
        return ",sid=0x" + Long.toHexString(connection.sessionId())
                + ",lop=" + figures.lastOperation()
                + ",est=" + connection.establishedMs()
                + ",to=" + connection.sessionTimeoutMs()
                + xid
                + ",lzxid=0x" + Long.toHexString(figures.lastZxid())
                + ",lresp=" + figures.lastResponseMs()
                + ",llat=" + figures.lastLatencyMs()
                + ",minlat=" + figures.latencyMinMs()
                + ",avglat=" + figures.latencyAverageMs()
                + ",maxlat=" + figures.latencyMaxMs();
    }
}
