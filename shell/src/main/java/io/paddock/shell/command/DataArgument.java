package io.paddock.shell.command;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Data for a znode as it is given on a command line.
 *
 * <p>Text as typed; {@code @FILE} for what a file holds; {@code -} for standard input; {@code @@text} for text that starts
 * with an at sign. The options say otherwise: {@code -b} base64, {@code -x} hexadecimal, {@code --text} as it stands.
 */
final class DataArgument {
    private DataArgument() {}

    /** Adds the options that {@link #read} understands. */
    static Syntax options(Syntax syntax) {
        return syntax.flag("the data is given in base64", "-b", "--base64")
                .flag("the data is given in hexadecimal", "-x", "--hex")
                .flag("take the data as typed, also @ and -", "--text");
    }

    /** The bytes that an argument means. */
    static byte[] read(Invocation call, int index) {
        String typed = call.argument(index);
        if (call.has("--text")) {
            return typed.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = source(call, typed);
        if (call.has("-b")) {
            return decode(call, bytes, "base64", text -> Base64.getDecoder().decode(text));
        }
        if (call.has("-x")) {
            return decode(call, bytes, "hexadecimal", text -> HexFormat.of().parseHex(text));
        }
        return bytes;
    }

    /** The bytes behind {@code @FILE} or {@code -}, or the text itself. */
    static byte[] source(Invocation call, String typed) {
        if (typed.equals("-")) {
            return call.host().standardInput();
        }
        if (typed.startsWith("@@")) {
            return typed.substring(1).getBytes(StandardCharsets.UTF_8);
        }
        if (typed.startsWith("@") && typed.length() > 1) {
            return file(Path.of(typed.substring(1)));
        }
        return typed.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] file(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw ShellFailure.usage("Cannot read the file " + file + " (" + FileFailures.reason(e)
                    + "); write @@ for text with an at sign");
        }
    }

    private static byte[] decode(Invocation call, byte[] encoded, String what, Decoder decoder) {
        try {
            String text = new String(encoded, StandardCharsets.US_ASCII);
            return decoder.decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw call.usage("The data is not " + what + ": " + e.getMessage());
        }
    }

    private interface Decoder {
        byte[] decode(String text);
    }
}
