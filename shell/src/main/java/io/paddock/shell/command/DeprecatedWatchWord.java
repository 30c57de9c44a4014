package io.paddock.shell.command;

/** The word after the path with which older shells asked for a watch: {@code get /x true}. */
final class DeprecatedWatchWord {
    private DeprecatedWatchWord() {}

    /** Whether the second argument is there; tells the way to write it now. */
    static boolean isGiven(Invocation call, String options) {
        if (call.count() < 2) {
            return false;
        }
        String name = call.name();
        call.output()
                .remark("'" + name + " path [watch]' has been deprecated. Please use '" + name + " " + options
                        + " path' instead.");
        return true;
    }
}
