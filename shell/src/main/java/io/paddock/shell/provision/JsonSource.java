package io.paddock.shell.provision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON. Numbers and booleans are taken as they are written. */
final class JsonSource {
    private static final int TEXT_LENGTH_MAX = 200_000_000;

    private final String file;
    private final JsonParser parser;

    private JsonSource(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Parses a text; the file's name is for messages. */
    static SourceNode parse(String file, String text) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(TEXT_LENGTH_MAX)
                        .build())
                .build();
        try (JsonParser parser = factory.createParser(text)) {
            JsonSource source = new JsonSource(file, parser);
            parser.nextToken();
            SourceNode root = source.convert();
            if (parser.nextToken() != null) {
                throw SourceNode.failure(source.where(), "something follows the end");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw SourceNode.failure(where(file, e.getLocation()), "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SourceNode convert() throws IOException {
        String where = where();
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw SourceNode.failure(where, "not JSON: it is empty");
        }
        return switch (token) {
            case START_OBJECT -> object(where);
            case START_ARRAY -> array(where);
            case VALUE_NULL -> SourceNode.nothing(where);
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                SourceNode.text(parser.getText(), where);
            default -> throw SourceNode.failure(where, "not JSON: " + token);
        };
    }

    private SourceNode object(String where) throws IOException {
        SourceNode parent = SourceNode.parent(where);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            parent.add(name, convert());
        }
        return parent;
    }

    private SourceNode array(String where) throws IOException {
        List<SourceNode> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            members.add(convert());
        }
        return SourceNode.list(members, where);
    }

    private String where() {
        return where(file, parser.currentTokenLocation());
    }

    private static String where(String file, JsonLocation location) {
        return location == null ? file : file + ":" + location.getLineNr() + ":" + location.getColumnNr();
    }
}
