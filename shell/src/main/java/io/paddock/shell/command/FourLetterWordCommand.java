package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.zookeeper.client.ConnectStringParser;

/** Sends a four-letter word to the servers. */
final class FourLetterWordCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("4lw", "Sends a four-letter word (ruok, srvr, mntr, cons ...) to the servers.")
                .argument("word", "the word")
                .optional("host:port", "one server; all that this shell knows when left out")
                .example("4lw ruok", "imok")
                .example("4lw mntr zk1:2181", "the figures of one server");
    }

    @Override
    public void run(Invocation call) {
        String word = call.argument(0);
        if (word.length() != 4) {
            throw call.usage("Four letters, not '" + word + "'");
        }
        List<InetSocketAddress> addresses = call.count() > 1
                ? new ConnectStringParser(call.argument(1)).getServerAddresses()
                : call.session().addresses();
        boolean isAnswered = false;
        for (InetSocketAddress address : addresses) {
            String name = address.getHostString() + ":" + address.getPort();
            try {
                String answer = FourLetterWord.send(address, word);
                isAnswered = true;
                print(call, addresses.size() > 1, name, answer);
            } catch (IOException e) {
                call.output().remark(name + ": " + e.getMessage());
            }
        }
        if (!isAnswered) {
            throw ShellFailure.silent(ExitStatus.NO_CONNECTION);
        }
    }

    private static void print(Invocation call, boolean isOneOfMany, String name, String answer) {
        if (call.output().isJson()) {
            call.output().json(Json.object("server", Json.string(name)).and("answer", Json.string(answer)));
            return;
        }
        if (isOneOfMany) {
            call.output().line("--- " + name);
        }
        call.output().line(answer);
    }
}
