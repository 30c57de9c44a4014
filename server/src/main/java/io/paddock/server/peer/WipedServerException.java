package io.paddock.server.peer;

import java.io.IOException;

/** This server has lost data that it had promised to keep, and must not take part as if it never had it. */
public final class WipedServerException extends IOException {

    private static final long serialVersionUID = 1;

    WipedServerException(int server, String evidence) {
        super("server " + server + " has lost its data: " + evidence
                + ". It may have voted for and acknowledged what it does not know any more, so it will not take part under its old id."
                + " Give its data back; or remove it from the ensemble with reconfig and add it again;"
                + " or, when the other servers are all up and no other has lost data, start it once with paddock.allowWipedServer=true"
                + " (as JVM property or in the configuration).");
    }
}
