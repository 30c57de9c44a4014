package io.paddock.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTableTest {
    static List<String> names() {
        return CommandTable.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNameHasACommandThatGoesByItAndExplainsItself(String name) {
        Syntax syntax = CommandTable.find(name).orElseThrow().syntax();

        assertThat(syntax.name()).isEqualTo(name);
        assertThat(syntax.summary()).endsWith(".");
        assertThat(syntax.help()).contains("Usage: " + name, "Examples:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addWatch",
                "addauth",
                "close",
                "config",
                "connect",
                "create",
                "delete",
                "deleteall",
                "delquota",
                "get",
                "getAcl",
                "getAllChildrenNumber",
                "getEphemerals",
                "history",
                "listquota",
                "ls",
                "printwatches",
                "quit",
                "reconfig",
                "redo",
                "removewatches",
                "set",
                "setAcl",
                "setquota",
                "stat",
                "sync",
                "version",
                "whoami"
            })
    void everyCommandOfZkCliIsThere(String name) {
        assertThat(CommandTable.names()).contains(name);
    }

    @Test
    void theNamesAreSorted() {
        List<String> sorted = new ArrayList<>(CommandTable.names());
        sorted.sort(String.CASE_INSENSITIVE_ORDER);

        assertThat(CommandTable.names()).isEqualTo(sorted);
    }
}
