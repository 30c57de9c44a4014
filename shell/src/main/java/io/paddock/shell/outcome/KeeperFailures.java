package io.paddock.shell.outcome;

import org.apache.zookeeper.KeeperException;

/** Turns the errors of the ZooKeeper client into failures of the shell, in the words of zkCli 3.9.5. */
public final class KeeperFailures {
    private KeeperFailures() {}

    /** The failure that stands for this error of the server or of the connection. */
    public static ShellFailure of(KeeperException error) {
        return new ShellFailure(status(error.code()), error.code().name(), message(error));
    }

    private static ExitStatus status(KeeperException.Code code) {
        return switch (code) {
            case CONNECTIONLOSS, SESSIONEXPIRED, OPERATIONTIMEOUT, SESSIONMOVED, REQUESTTIMEOUT ->
                ExitStatus.NO_CONNECTION;
            case NOAUTH, AUTHFAILED, SESSIONCLOSEDREQUIRESASLAUTH -> ExitStatus.NOT_AUTHORISED;
            default -> ExitStatus.REFUSED;
        };
    }

    private static String message(KeeperException error) {
        String path = error.getPath() == null ? "" : error.getPath();
        return switch (error.code()) {
            case NONODE -> "Node does not exist: " + path;
            case NOCHILDRENFOREPHEMERALS -> "Ephemerals cannot have children: " + path;
            case NODEEXISTS -> "Node already exists: " + path;
            case NOTEMPTY -> "Node not empty: " + path;
            case NOTREADONLY -> "Not a read-only call: " + path;
            case INVALIDACL -> "Acl is not valid : " + path;
            case NOAUTH -> "Insufficient permission : " + path;
            case BADARGUMENTS -> "Arguments are not valid : " + path;
            case BADVERSION -> "version No is not valid : " + path;
            case RECONFIGINPROGRESS ->
                "Another reconfiguration is in progress -- " + "concurrent reconfigs not supported (yet)";
            case NEWCONFIGNOQUORUM ->
                "No quorum of the new config is connected and up-to-date with the leader; "
                        + "start the new servers first, then try again";
            case QUOTAEXCEEDED -> "Quota has exceeded : " + path;
            case CONNECTIONLOSS -> "Connection lost before the answer came" + suffix(path);
            case SESSIONEXPIRED -> "Session expired before the answer came" + suffix(path);
            case AUTHFAILED -> "The server refused the authentication; 'connect' starts afresh";
            default -> error.getMessage();
        };
    }

    private static String suffix(String path) {
        return path.isEmpty() ? "" : ": " + path;
    }
}
