package io.paddock.shell.tree;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/** Access control lists as zkCli writes them: {@code scheme:id:cdrwa}, separated by commas. */
public final class AclText {
    private AclText() {}

    /** Reads a list. Unlike zkCli, an entry or a letter that makes no sense is an error and not left out. */
    public static List<ACL> parse(String text) {
        List<ACL> entries = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            int first = entry.indexOf(':');
            int last = entry.lastIndexOf(':');
            if (first < 0 || first == last) {
                throw ShellFailure.usage(entry + " does not have the form scheme:id:perm");
            }
            Id id = new Id(entry.substring(0, first), entry.substring(first + 1, last));
            entries.add(new ACL(permissions(entry.substring(last + 1)), id));
        }
        return entries;
    }

    /** A list for programs. */
    public static Json json(List<ACL> entries) {
        return Json.array(entries.stream()
                .map(entry -> Json.object("scheme", Json.string(entry.getId().getScheme()))
                        .and("id", Json.string(entry.getId().getId()))
                        .and("perms", Json.string(ZKUtil.getPermString(entry.getPerms()))))
                .toList());
    }

    /** A list as {@link #parse} reads it. */
    public static String text(List<ACL> entries) {
        return entries.stream()
                .map(entry -> entry.getId().getScheme() + ":" + entry.getId().getId() + ":"
                        + ZKUtil.getPermString(entry.getPerms()))
                .collect(Collectors.joining(","));
    }

    private static int permissions(String letters) {
        int bits = 0;
        for (int at = 0; at < letters.length(); at++) {
            bits |= switch (letters.charAt(at)) {
                case 'c' -> ZooDefs.Perms.CREATE;
                case 'd' -> ZooDefs.Perms.DELETE;
                case 'r' -> ZooDefs.Perms.READ;
                case 'w' -> ZooDefs.Perms.WRITE;
                case 'a' -> ZooDefs.Perms.ADMIN;
                default -> throw ShellFailure.usage("Unknown perm type: " + letters.charAt(at));
            };
        }
        return bits;
    }
}
