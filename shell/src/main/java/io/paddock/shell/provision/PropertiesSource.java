package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import java.io.IOException;
import java.io.Serial;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Reads Java properties. A key is a path, {@code db/host}; dots are part of a name. Behind a dollar sign comes a directive,
 * {@code db/host$acl}; a dollar sign in a name is doubled. The root's own data has the key {@code /}.
 */
final class PropertiesSource {
    private PropertiesSource() {}

    /** Parses a text; the file's name is for messages. */
    static SourceNode parse(String file, String text) {
        Entries entries = new Entries(file);
        try {
            entries.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw SourceNode.failure(file, "not properties: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SourceNode root = SourceNode.parent(file);
        for (String key : entries.keys) {
            add(file, root, key, entries.getProperty(key));
        }
        return root;
    }

    private static void add(String file, SourceNode root, String key, String value) {
        String where = file + ": " + key;
        int dollar = directiveAt(key);
        String path = dollar < 0 ? key : key.substring(0, dollar);
        SourceNode node = root;
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                node = child(node, name.replace("$$", "$"), where);
            } else if (!path.isEmpty() && !path.equals("/")) {
                throw SourceNode.failure(where, "an empty name in the path");
            }
        }
        String directive = dollar < 0 ? "$data" : key.substring(dollar);
        if (directive.equals("$null")) {
            node.add("$data", SourceNode.nothing(where));
        } else {
            node.add(directive, SourceNode.text(value, where));
        }
    }

    private static SourceNode child(SourceNode parent, String name, String where) {
        String key = name.startsWith("$") ? "$" + name : name;
        return parent.children().computeIfAbsent(key, absent -> SourceNode.parent(where));
    }

    private static int directiveAt(String key) {
        for (int at = 0; at < key.length(); at++) {
            if (key.charAt(at) == '$') {
                boolean isDoubled = at + 1 < key.length() && key.charAt(at + 1) == '$';
                if (!isDoubled) {
                    return at;
                }
                at++;
            }
        }
        return -1;
    }

    /** Properties that keep the order of the keys and refuse a key that comes twice. */
    private static final class Entries extends Properties {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient List<String> keys = new ArrayList<>();
        private final String file;

        Entries(String file) {
            this.file = file;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                throw ShellFailure.usage(file + ": " + key + " is there twice");
            }
            keys.add((String) key);
            return before;
        }
    }
}
