package io.paddock.shell.command;

/** The number after the other arguments with which older shells gave a version: {@code delete /x 3}. */
final class DeprecatedVersionWord {
    private DeprecatedVersionWord() {}

    /**
     * The version to expect: of {@code -v}, else the word at this index, else -1 for any. zkCli 3.9.5 warns of the word and
     * then ignores it; who types a version means it, so here it counts.
     */
    static int version(Invocation call, int index, String oldForm, String newForm) {
        if (call.count() <= index || call.has("-v")) {
            return call.version("-v");
        }
        call.output().remark("'" + oldForm + "' has been deprecated. Please use '" + newForm + "' instead.");
        return call.intArgument(index, "version");
    }
}
