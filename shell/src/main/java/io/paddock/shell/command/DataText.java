package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The data of a znode for printing. */
final class DataText {
    private DataText() {}

    /** The data as text, where it is valid UTF-8. */
    static Optional<String> text(byte[] data) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Adds the fields of the data to a JSON object: {@code data} as text, or in base64 and then marked so. */
    static Json addTo(Json object, byte[] dataOrNull) {
        if (dataOrNull == null) {
            return object.and("data", Json.NULL);
        }
        return text(dataOrNull)
                .map(text -> object.and("data", Json.string(text)))
                .orElseGet(
                        () -> object.and("data", Json.string(Base64.getEncoder().encodeToString(dataOrNull)))
                                .and("encoding", Json.string("base64")));
    }
}
