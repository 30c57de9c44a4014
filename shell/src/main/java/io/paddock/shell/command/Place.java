package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.session.OtherSession;
import io.paddock.shell.tree.ZnodePaths;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.common.PathUtils;

/**
 * A path on this shell's servers, or on others: {@code /app}, {@code ../app}, {@code host:2181/app}. A relative path whose
 * first name looks like an address is written with {@code ./} before it.
 */
final class Place implements AutoCloseable {
    private static final Pattern REMOTE = Pattern.compile("([^/\\s,]+:\\d+(?:,[^/\\s,]+:\\d+)*)(/.*)?");

    private final Invocation call;
    private final Optional<OtherSession> session;
    private final String servers;
    private final String path;

    private Place(Invocation call, Optional<OtherSession> session, String servers, String path) {
        this.call = call;
        this.session = session;
        this.servers = servers;
        this.path = path;
    }

    /** The place that an argument means. */
    static Place of(Invocation call, String typed) {
        Matcher remote = REMOTE.matcher(typed);
        if (!remote.matches()) {
            return new Place(call, Optional.empty(), call.session().servers(), call.absolute(typed));
        }
        String path = remote.group(2) == null ? "/" : remote.group(2);
        return on(call, remote.group(1), path);
    }

    /** A path on other servers. */
    static Place on(Invocation call, String servers, String typed) {
        String path = typed.length() > 1 && typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
        try {
            PathUtils.validatePath(path);
        } catch (IllegalArgumentException e) {
            throw ShellFailure.usage(e.getMessage());
        }
        return new Place(call, Optional.of(call.session().open(servers)), servers, path);
    }

    /** The child of this place with a name; closing either closes both. */
    Place child(String name) {
        return new Place(call, session, servers, ZnodePaths.child(path, name));
    }

    /** The client there, connected. */
    ZooKeeper zooKeeper() throws InterruptedException {
        return session.isPresent() ? session.get().zooKeeper() : call.zooKeeper();
    }

    String path() {
        return path;
    }

    /** Whether both are on the same servers. */
    boolean isOnSameServers(Place other) {
        return servers.equals(other.servers);
    }

    /** The place as it is typed. */
    String shown() {
        return session.isPresent() ? servers + path : path;
    }

    @Override
    public void close() {
        session.ifPresent(OtherSession::close);
    }
}
