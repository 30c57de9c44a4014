package io.paddock.server.peer;

import java.io.IOException;

/** Another server does not want to speak with this one. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
