package io.paddock.shell.provision;

import io.paddock.shell.outcome.FileFailures;
import io.paddock.shell.outcome.ShellFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Reads sources of every format, with what they are laid over and what is laid over them. */
public final class SourceReader {
    private final Map<String, String> environment;
    private final Supplier<byte[]> standardInput;
    private final boolean isSubstitutingInDirectories;

    /**
     * A reader.
     *
     * @param environment the variables that {@code ${NAME}} stands for
     * @param standardInput what the source {@code -} is, as YAML
     * @param isSubstitutingInDirectories whether {@code ${NAME}} counts in the files of a directory too, which otherwise are
     *     taken byte by byte
     */
    public SourceReader(
            Map<String, String> environment, Supplier<byte[]> standardInput, boolean isSubstitutingInDirectories) {
        this.environment = environment;
        this.standardInput = standardInput;
        this.isSubstitutingInDirectories = isSubstitutingInDirectories;
    }

    /** Reads a source with its overlays, the last of which has the last word. Fails naming file, line and column. */
    public DesiredTree read(String source, List<String> overlays) {
        DesiredTree tree = read(DesiredTree.empty(), source, List.of());
        for (String overlay : overlays) {
            tree = read(tree, overlay, List.of());
        }
        return tree;
    }

    private DesiredTree read(DesiredTree below, String source, List<Path> openedBy) {
        if (source.equals("-")) {
            SourceNode root = YamlSource.parse("standard input", decode("standard input", standardInput.get()));
            return DesiredTree.over(below, root, reading(Path.of("."), true));
        }
        Path file = Path.of(source);
        Path real = realPath(file);
        List<Path> opened = new ArrayList<>(openedBy);
        opened.add(real);
        if (openedBy.contains(real)) {
            throw ShellFailure.usage("The sources are laid over one another in a cycle: "
                    + String.join(" over ", opened.stream().map(Path::toString).toList()));
        }
        if (Files.isDirectory(file)) {
            return DesiredTree.over(below, DirectorySource.read(file), reading(file, isSubstitutingInDirectories));
        }
        SourceNode root = parse(file);
        DesiredTree base = below;
        SourceNode baseName = root.children().get("$base");
        if (baseName != null) {
            base = read(below, file.resolveSibling(baseName.text()).toString(), opened);
        }
        return DesiredTree.over(base, root, reading(file.toAbsolutePath().getParent(), true));
    }

    private DesiredTree.Reading reading(Path folder, boolean isSubstituting) {
        return new DesiredTree.Reading(environment, isSubstituting, folder);
    }

    private static SourceNode parse(Path file) {
        String name = file.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".json")) {
            return JsonSource.parse(name, readText(file));
        }
        if (lower.endsWith(".properties")) {
            return PropertiesSource.parse(name, readText(file));
        }
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            return YamlSource.parse(name, readText(file));
        }
        throw ShellFailure.usage(name + ": a source is a directory, or a file .yaml, .yml, .json or .properties");
    }

    static byte[] readBytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw ShellFailure.usage("Cannot read " + file + ": " + FileFailures.reason(e));
        }
    }

    static String readText(Path file) {
        return decode(file.toString(), readBytes(file));
    }

    private static Path realPath(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw ShellFailure.usage("Cannot read " + file + ": " + FileFailures.reason(e));
        }
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ShellFailure.usage(name + ": not UTF-8");
        }
    }
}
