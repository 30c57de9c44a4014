package io.paddock.server.ensemble;

import io.paddock.outcome.ErrorCode;
import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.HostPort;
import io.paddock.server.config.Role;
import io.paddock.server.wire.Call;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a reconfig asks for, worked out from the members that there are: the new members, or why not. The errors and their order are ZooKeeper
 * 3.9.5's, which answers what is no number, or makes no sense as a whole, with MarshallingError.
 *
 * <p>Blocks: names are looked up in DNS.
 *
 * @param error OK, or why not
 * @param members the members wanted, by id, when it is OK
 */
record ReconfigPlan(ErrorCode error, List<EnsembleMember> members) {

    private static final String SERVER = "server.";
    private static final int HEXADECIMAL = 16;

    ReconfigPlan {
        members = List.copyOf(members);
    }

    /** Why a text is not what it should be, with ZooKeeper's code for it. */
    private static final class WrongException extends Exception {
        private static final long serialVersionUID = 1L;
        private final ErrorCode error;

        WrongException(ErrorCode error, String message) {
            super(message);
            this.error = error;
        }
    }

    /**
     * Works it out.
     *
     * @param now the members there are
     * @param standaloneEnabled the setting: with it, an ensemble has two voters at least
     */
    static ReconfigPlan of(List<EnsembleMember> now, Call.Reconfig wanted, boolean standaloneEnabled) {
        try {
            Map<Integer, EnsembleMember> members =
                    wanted.isWhole() ? whole(wanted, standaloneEnabled) : changed(now, wanted);
            check(members.values().stream().toList(), standaloneEnabled ? 2 : 1);
            return new ReconfigPlan(ErrorCode.OK, List.copyOf(members.values()));
        } catch (WrongException wrong) {
            return new ReconfigPlan(wrong.error, List.of());
        }
    }

    private static void check(List<EnsembleMember> members, int votersMin) throws WrongException {
        if (voters(members) < votersMin) {
            throw new WrongException(ErrorCode.BAD_ARGUMENTS, "expected " + votersMin + " voters at least");
        }
    }

    private static long voters(List<EnsembleMember> members) {
        return members.stream()
                .filter(member -> member.role() == Role.PARTICIPANT)
                .count();
    }

    private static Map<Integer, EnsembleMember> whole(Call.Reconfig wanted, boolean standaloneEnabled)
            throws WrongException {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(wanted.newMembers().replace(',', '\n')));
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongException(
                    e instanceof IOException ? ErrorCode.BAD_ARGUMENTS : ErrorCode.MARSHALLING_ERROR, e.getMessage());
        }
        Map<Integer, EnsembleMember> members = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith(SERVER)) {
                EnsembleMember member = member(number(key.substring(SERVER.length())), lines.getProperty(key));
                members.put(member.id(), member);
            } else if (key.equals("version")) {
                checkVersion(lines.getProperty(key));
            } else {
                throw new WrongException(ErrorCode.BAD_ARGUMENTS, "unrecognised parameter " + key);
            }
        }
        checkSense(List.copyOf(members.values()), standaloneEnabled);
        return members;
    }

    private static void checkVersion(String text) throws WrongException {
        try {
            Long.parseLong(text, HEXADECIMAL);
        } catch (NumberFormatException e) {
            throw new WrongException(ErrorCode.MARSHALLING_ERROR, e.getMessage());
        }
    }

    /** Observers alone, and nobody at all without {@code standaloneEnabled}, are no configuration. */
    private static void checkSense(List<EnsembleMember> members, boolean standaloneEnabled) throws WrongException {
        long voters = voters(members);
        boolean hasObservers = voters < members.size();
        boolean isSenseless = standaloneEnabled ? voters <= 1 && hasObservers : voters == 0;
        if (isSenseless) {
            throw new WrongException(
                    ErrorCode.MARSHALLING_ERROR, voters + " voters of " + members.size() + " servers are no ensemble");
        }
    }

    private static Map<Integer, EnsembleMember> changed(List<EnsembleMember> now, Call.Reconfig wanted)
            throws WrongException {
        Map<Integer, EnsembleMember> members = new TreeMap<>();
        now.forEach(member -> members.put(member.id(), member));
        for (String leaving : items(wanted.leaving(), ",")) {
            long id = number(leaving);
            if (id >= EnsembleMember.ID_MIN && id <= EnsembleMember.ID_MAX) {
                members.remove((int) id);
            }
        }
        for (String joining : items(wanted.joining(), ",")) {
            List<String> halves = items(joining, "=");
            if (halves.size() != 2) {
                throw new WrongException(ErrorCode.BAD_ARGUMENTS, "wrong format of server string");
            }
            String key = halves.get(0);
            EnsembleMember member = member(number(key.substring(key.lastIndexOf('.') + 1)), halves.get(1));
            if (member.clientAddress().isNone()) {
                throw new WrongException(ErrorCode.BAD_ARGUMENTS, "each server should have 3 ports specified");
            }
            checkAddresses(member, List.copyOf(members.values()));
            members.put(member.id(), member);
        }
        return members;
    }

    private static List<String> items(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::trim)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    private static long number(String text) throws WrongException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new WrongException(ErrorCode.MARSHALLING_ERROR, e.getMessage());
        }
    }

    private static EnsembleMember member(long id, String text) throws WrongException {
        if (id < EnsembleMember.ID_MIN || id > EnsembleMember.ID_MAX) {
            throw new WrongException(ErrorCode.BAD_ARGUMENTS, "no server has the id " + id);
        }
        try {
            EnsembleMember member = EnsembleMember.parse((int) id, text);
            Members.raft(member);
            return member;
        } catch (IllegalArgumentException e) {
            throw new WrongException(ErrorCode.BAD_ARGUMENTS, e.getMessage());
        }
    }

    /** No two servers may have an address in common, those of this machine excepted. */
    private static void checkAddresses(EnsembleMember member, List<EnsembleMember> others) throws WrongException {
        List<InetSocketAddress> own = addresses(member).toList();
        for (EnsembleMember other : others) {
            if (other.id() != member.id() && addresses(other).anyMatch(own::contains)) {
                throw new WrongException(
                        ErrorCode.BAD_ARGUMENTS, "servers " + member.id() + " and " + other.id() + " share an address");
            }
        }
    }

    private static Stream<InetSocketAddress> addresses(EnsembleMember member) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (HostPort each : List.of(member.raftAddress(), member.peerAddress(), member.clientAddress())) {
            if (!each.isNone()) {
                addresses.add(each.resolve());
            }
        }
        return addresses.stream().filter(ReconfigPlan::isOfOneMachine);
    }

    private static boolean isOfOneMachine(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return host != null && !host.isAnyLocalAddress() && !host.isLoopbackAddress();
    }
}
