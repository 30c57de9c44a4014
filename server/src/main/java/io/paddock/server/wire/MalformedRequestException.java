package io.paddock.server.wire;

import java.io.IOException;

/** Bytes that are not the record they should be: cut short, or a length that cannot be. */
public final class MalformedRequestException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedRequestException(String message) {
        super(message);
    }
}
