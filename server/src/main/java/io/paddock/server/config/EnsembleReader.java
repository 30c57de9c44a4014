package io.paddock.server.config;

import io.paddock.server.config.SettingSource.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads who belongs to the ensemble, from {@code server.N} lines, {@code myid} and the dynamic file, with the checks
 * that ZooKeeper makes.
 */
final class EnsembleReader {
    private static final String SERVER_PREFIX = "server.";
    private static final List<String> ROLES = List.of("participant", "observer");
    private static final int TICK_TIME_MS = 3000;
    private static final int INIT_LIMIT_TICKS = 10;
    private static final int SYNC_LIMIT_TICKS = 5;

    private final SettingSource source;
    private final Surroundings surroundings;
    private final Path dataDir;

    EnsembleReader(SettingSource source, Surroundings surroundings, Path dataDir) {
        this.source = source;
        this.surroundings = surroundings;
        this.dataDir = dataDir;
    }

    EnsembleSettings read() throws ConfigException {
        Optional<Setting> dynamicFile = source.find("dynamicConfigFile");
        List<EnsembleMember> members = members(source);
        long version = 0;
        if (dynamicFile.isPresent()) {
            if (!members.isEmpty()) {
                throw SettingSource.wrong(
                        dynamicFile.get(), "expected all server.N lines in the dynamic file, none in this one,");
            }
            members = dynamicMembers(dynamicFile.get());
            version = versionOfName(dynamicFile.get().value());
        }
        EnsembleSettings settings = new EnsembleSettings(
                source.text("paddock.clusterName", "paddock"),
                serverId(members),
                members,
                version,
                source.number("tickTime", TICK_TIME_MS, 1, Integer.MAX_VALUE),
                source.number("initLimit", INIT_LIMIT_TICKS, 1, Integer.MAX_VALUE),
                source.number("syncLimit", SYNC_LIMIT_TICKS, 1, Integer.MAX_VALUE),
                source.flag("standaloneEnabled", true),
                source.flag("reconfigEnabled", false),
                source.flag("readonlymode.enabled", false),
                source.flag("quorumListenOnAllIPs", false));
        check(settings);
        return settings;
    }

    private static List<EnsembleMember> members(SettingSource source) throws ConfigException {
        for (String prefix : List.of("group", "weight")) {
            for (Setting setting : source.withPrefix(prefix).values()) {
                throw SettingSource.wrong(setting, "hierarchical quorums are not supported: expected no such line");
            }
        }
        List<EnsembleMember> members = new ArrayList<>();
        for (Map.Entry<String, Setting> line : source.withPrefix(SERVER_PREFIX).entrySet()) {
            members.add(member(line.getKey(), line.getValue()));
        }
        members.sort(Comparator.comparingInt(EnsembleMember::id));
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i).id() == members.get(i - 1).id()) {
                throw new ConfigException("server." + members.get(i).id() + " is given twice");
            }
        }
        return members;
    }

    private static EnsembleMember member(String id, Setting line) throws ConfigException {
        try {
            EnsembleMember member = EnsembleMember.parse(Integer.parseInt(id), line.value());
            if (member.raftAddress().port() == 0 || member.peerAddress().port() == 0) {
                throw new IllegalArgumentException("the others cannot find a server at port 0");
            }
            return member;
        } catch (NumberFormatException e) {
            throw SettingSource.wrong(line, "expected a number after " + SERVER_PREFIX, e);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    line.origin() + ": " + line.key() + "=" + line.value() + ": " + e.getMessage(), e);
        }
    }

    private List<EnsembleMember> dynamicMembers(Setting setting) throws ConfigException {
        Path path = source.path(setting.key(), "");
        String text = surroundings
                .files()
                .read(path)
                .orElseThrow(() -> SettingSource.wrong(setting, "expected the name of a file that exists"));
        String file = path.toString();
        SettingSource dynamic = new SettingSource(file, PropertyLines.read(file, text), Map.of());
        List<EnsembleMember> members = members(dynamic);
        dynamic.find("version");
        for (Notice notice : dynamic.notices()) {
            throw new ConfigException(notice.text() + ": a dynamic file may only hold server.N lines");
        }
        return members;
    }

    /** The version in a dynamic file's name, {@code zoo.cfg.dynamic.100000000}; 0 if there is none. */
    private static long versionOfName(String name) {
        String end = name.substring(name.lastIndexOf('.') + 1);
        try {
            return Long.parseLong(end, 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private int serverId(List<EnsembleMember> members) throws ConfigException {
        Path path = dataDir.resolve("myid");
        Optional<String> text = surroundings.files().read(path);
        if (text.isEmpty()) {
            return members.size() == 1 ? members.get(0).id() : EnsembleSettings.NO_ID;
        }
        String line = text.get().lines().findFirst().orElse("").trim();
        try {
            int id = Integer.parseInt(line);
            if (id >= EnsembleMember.ID_MIN && id <= EnsembleMember.ID_MAX) {
                return id;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(path + ":1: myid: " + idExpected(line), e);
        }
        throw new ConfigException(path + ":1: myid: " + idExpected(line));
    }

    private static String idExpected(String line) {
        return "expected a number from " + EnsembleMember.ID_MIN + " to " + EnsembleMember.ID_MAX + " but found '"
                + line + "'";
    }

    private void check(EnsembleSettings settings) throws ConfigException {
        long participants = settings.members().stream()
                .filter(member -> member.role() == Role.PARTICIPANT)
                .count();
        long observers = settings.members().size() - participants;
        if (!settings.standaloneEnabled() && participants == 0) {
            throw SettingSource.wrong(
                    source.find("standaloneEnabled").orElseThrow(), "expected a server.N line for each server");
        }
        if (settings.isStandalone() && observers > 0) {
            throw new ConfigException("the ensemble has " + observers + " observers but " + participants
                    + " participants: at least two must vote, or one with standaloneEnabled=false");
        }
        if (settings.isStandalone()) {
            // ZooKeeper 3.9.5 takes it, too, and makes nothing of it.
            source.choice("peerType", "", ROLES);
            return;
        }
        if (surroundings.files().read(dataDir.resolve("myid")).isEmpty()) {
            throw new ConfigException(dataDir.resolve("myid")
                    + " is missing: it must hold this server's number, the N of its server.N line");
        }
        EnsembleMember self = settings.self()
                .orElseThrow(() -> new ConfigException(dataDir.resolve("myid") + ":1: myid: expected one of "
                        + settings.members().stream().map(EnsembleMember::id).toList()
                        + ", the servers of the ensemble, but found '" + settings.serverId() + "'"));
        checkRole(self);
        warnOfSize(participants);
    }

    private void checkRole(EnsembleMember self) throws ConfigException {
        String role = source.choice("peerType", self.role().text(), ROLES);
        if (!role.equals(self.role().text())) {
            source.warn(
                    source.find("peerType").orElseThrow(),
                    "is not what server." + self.id() + " says; it starts as "
                            + self.role().text());
        }
    }

    private void warnOfSize(long participants) {
        if (participants <= 2) {
            source.add(Notice.warning("an ensemble of " + participants
                    + " voting servers survives no failure; three are needed for that"));
        } else if (participants % 2 == 0) {
            source.add(Notice.warning("an ensemble of " + participants
                    + " voting servers survives no more failures than one of " + (participants - 1)));
        }
    }
}
