package io.paddock.server.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code /zookeeper/config} says, in ZooKeeper 3.9.5's form: a line for each server, and the version last.
 *
 * @param members the servers, by id
 * @param version the version, 0 when it does not say
 */
public record EnsembleText(List<EnsembleMember> members, long version) {

    private static final String SERVER = "server.";
    private static final String VERSION = "version=";
    private static final int HEXADECIMAL = 16;

    /** Sorts the members. */
    public EnsembleText {
        members = members.stream()
                .sorted(Comparator.comparingInt(EnsembleMember::id))
                .toList();
    }

    /**
     * Reads the text; the empty text names nobody.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static EnsembleText parse(String text) {
        List<EnsembleMember> members = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        long version = 0;
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith(VERSION)) {
                version = Long.parseUnsignedLong(line.substring(VERSION.length()), HEXADECIMAL);
            } else if (line.startsWith(SERVER) && equals > 0) {
                int id = Integer.parseInt(line.substring(SERVER.length(), equals));
                if (!ids.add(id)) {
                    throw new IllegalArgumentException("server." + id + " is given twice");
                }
                members.add(EnsembleMember.parse(id, line.substring(equals + 1)));
            } else {
                throw new IllegalArgumentException("expected server.N=... or version=... but got " + line);
            }
        }
        return new EnsembleText(members, version);
    }

    /** The lines of the servers, each ended, without the version. */
    public String lines() {
        return members.stream()
                .map(member -> SERVER + member.id() + "=" + member.text() + "\n")
                .collect(Collectors.joining());
    }

    /** All of it; the last line has no end. */
    public String text() {
        return lines() + VERSION + Long.toHexString(version);
    }
}
