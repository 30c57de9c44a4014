package io.paddock.shell;

import io.paddock.shell.command.CommandTable;
import io.paddock.shell.command.ShellCommand;
import io.paddock.shell.command.Syntax;
import io.paddock.shell.session.ShellSession;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes what is typed at the prompt: the command's name, its options, and paths of znodes. */
final class PathCompleter implements Completer {
    private final ShellSession session;

    PathCompleter(ShellSession session) {
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            CommandTable.names().forEach(name -> candidates.add(new Candidate(name)));
            return;
        }
        List<String> words = line.words();
        Optional<ShellCommand> command = CommandTable.find(words.get(0));
        String typed = line.word();
        if (command.isEmpty()) {
            return;
        }
        Syntax syntax = command.get().syntax();
        if (typed.startsWith("-")) {
            syntax.optionNames().forEach(name -> candidates.add(new Candidate(name)));
        } else if (syntax.name().equals("help")) {
            CommandTable.names().forEach(name -> candidates.add(new Candidate(name)));
        } else if (isPath(syntax, words.subList(1, line.wordIndex()))) {
            completePath(typed, candidates);
        }
    }

    /** Whether the word after these words is a path: neither an option's value nor another argument. */
    private static boolean isPath(Syntax syntax, List<String> wordsBefore) {
        int position = 0;
        boolean isValue = false;
        for (String word : wordsBefore) {
            if (isValue) {
                isValue = false;
            } else if (word.startsWith("-")) {
                isValue = syntax.takesValue(word);
            } else {
                position++;
            }
        }
        return !isValue && syntax.isPath(position);
    }

    private void completePath(String typed, List<Candidate> candidates) {
        String typedParent = typed.substring(0, typed.lastIndexOf('/') + 1);
        String parent = session.workingPath().resolve(typedParent.isEmpty() ? "." : typedParent);
        for (String child : session.childrenForCompletion(parent)) {
            // No blank after it: a slash may follow.
            candidates.add(new Candidate(typedParent + child, child, null, null, null, null, false));
        }
    }
}
