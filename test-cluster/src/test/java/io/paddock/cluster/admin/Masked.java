package io.paddock.cluster.admin;

import java.util.stream.Collectors;

/** The text of a four-letter word without what differs from run to run: what is left must be the same on every server. */
final class Masked {
    private Masked() {}

    /** Masks the answer to a word. */
    static String of(String word, String answer) {
        return switch (word) {
            case "conf" -> conf(answer);
            case "envi" -> answer.replaceAll("=.*", "=VALUE");
            case "dirs" -> answer.replaceAll("\\d+", "BYTES");
            case "dump" -> dump(answer);
            case "cons", "stat", "wchc", "wchp" -> sorted(common(answer));
            default -> common(answer);
        };
    }

    private static String common(String answer) {
        return answer.replaceAll("Zookeeper version: .*", "Zookeeper version: VERSION")
                .replaceAll("/127\\.0\\.0\\.1:\\d+", "/ADDRESS")
                .replaceAll("0x[0-9a-f]+", "0xHEX")
                .replaceAll("(est|lresp|llat|minlat|avglat|maxlat)=\\d+", "$1=NUMBER")
                .replaceAll("(Latency min/avg/max: ).*", "$1NUMBERS")
                .replaceAll("(Proposal sizes last/min/max: )\\d.*", "$1NUMBERS");
    }

    private static String conf(String answer) {
        return answer.replaceAll("(clientPort|electionPort|quorumPort)=\\d+", "$1=PORT")
                .replaceAll("(dataDir|dataLogDir)=.*", "$1=FOLDER")
                .replaceAll("(dataDirSize|dataLogSize)=\\d+", "$1=BYTES")
                .replaceAll("127\\.0\\.0\\.1:\\d+:\\d+", "HOST:PORT:PORT")
                .replaceAll("serverId=\\d+", "serverId=ID")
                .replaceAll("version=[0-9a-f]+", "version=HEX");
    }

    /** Which sessions and connections end together depends on when they came. */
    private static String dump(String answer) {
        return common(answer).replaceAll("(?m)^\\d+ expire at .*\n", "").replaceAll("Sets \\(\\d+\\)", "Sets (NUMBER)");
    }

    /** Connections and watches come in the order of a hash table. */
    private static String sorted(String answer) {
        return answer.lines().sorted().collect(Collectors.joining("\n"));
    }
}
