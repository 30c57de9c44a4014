package io.paddock.shell.command;

import io.paddock.shell.output.HexDump;
import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.session.WatchKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** Prints the data of a znode. */
final class GetCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("get", "Prints the data of a znode.")
                .flag("also print the stat", "-s")
                .flag("leave a watch for the next change", "-w")
                .flag("print the data in base64", "-b")
                .flag("print the data as a hexadecimal table", "-x")
                .flag("print the bytes alone, without a line end", "--raw")
                .argument(Syntax.PATH, "the znode")
                .optional("watch", "older spelling of -w")
                .example("get -s /app/config", "the data and the stat")
                .example("get --raw /app/logo", "the bytes as they are, for a pipe");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String path = call.path(0);
        boolean isWatching = call.has("-w") || DeprecatedWatchWord.isGiven(call, "[-s] [-w]");
        Stat stat = new Stat();
        byte[] data = call.zooKeeper().getData(path, isWatching, stat);
        if (isWatching) {
            call.session().watching(path, WatchKind.DATA);
        }
        if (call.has("--raw")) {
            call.output().bytes(data == null ? new byte[0] : data);
        } else if (call.output().isJson()) {
            printJson(call, path, data, stat);
        } else {
            printText(call, data, stat);
        }
    }

    private static void printText(Invocation call, byte[] data, Stat stat) {
        // zkCli prints a znode without data as the word null, in each of its forms.
        byte[] shown = data == null ? "null".getBytes(StandardCharsets.US_ASCII) : data;
        if (call.has("-x")) {
            call.output().line(HexDump.of(shown));
        } else if (call.has("-b")) {
            call.output().line(Base64.getEncoder().encodeToString(shown));
        } else {
            ByteArrayOutputStream line = new ByteArrayOutputStream(shown.length + 1);
            line.writeBytes(shown);
            line.writeBytes(System.lineSeparator().getBytes(StandardCharsets.US_ASCII));
            call.output().bytes(line.toByteArray());
        }
        if (call.has("-s")) {
            call.output().line(StatText.text(stat));
        }
    }

    private static void printJson(Invocation call, String path, byte[] data, Stat stat) {
        Json json = Json.object("path", Json.string(path));
        if (data != null && call.has("-b")) {
            json = json.and("data", Json.string(Base64.getEncoder().encodeToString(data)))
                    .and("encoding", Json.string("base64"));
        } else {
            json = DataText.addTo(json, data);
        }
        call.output().json(call.has("-s") ? json.and("stat", StatText.json(stat)) : json);
    }
}
