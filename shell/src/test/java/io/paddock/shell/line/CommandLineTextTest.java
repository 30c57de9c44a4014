package io.paddock.shell.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.shell.outcome.ShellFailure;
import org.junit.jupiter.api.Test;

class CommandLineTextTest {
    @Test
    void wordsAreSplitAtBlanks() {
        assertThat(CommandLineText.words("  set  /a\tb ")).containsExactly("set", "/a", "b");
    }

    @Test
    void aQuotedWordKeepsItsBlanksAndTheOtherQuotes() {
        assertThat(CommandLineText.words("set /a \"it's here\" 'say \"hi\"' ''"))
                .containsExactly("set", "/a", "it's here", "say \"hi\"", "");
    }

    @Test
    void aQuoteInsideAWordIsPlainText() {
        assertThat(CommandLineText.words("set /it's {\"a\":\"b\"} \\n"))
                .containsExactly("set", "/it's", "{\"a\":\"b\"}", "\\n");
    }

    @Test
    void aQuoteThatIsNeverClosedIsRefused() {
        assertThatThrownBy(() -> CommandLineText.words("set /a 'b"))
                .isInstanceOf(ShellFailure.class)
                .hasMessageContaining("column 8");
    }

    @Test
    void blankLinesAndCommentsHaveNoWords() {
        assertThat(CommandLineText.words("   ")).isEmpty();
        assertThat(CommandLineText.words("  # ls /")).isEmpty();
    }

    @Test
    void aTextIsCutAtSemicolonsAndLineEnds() {
        assertThat(CommandLineText.commands("ls /;get /a ; \n set /a b;"))
                .containsExactly("ls /", "get /a", "set /a b");
    }

    @Test
    void aSemicolonInQuotesDoesNotCut() {
        assertThat(CommandLineText.commands("set /a 'b;c'; set /d {\"e\":\"f;g\"}; get /it's; ls /"))
                .containsExactly("set /a 'b;c'", "set /d {\"e\":\"f;g\"}", "get /it's", "ls /");
    }
}
