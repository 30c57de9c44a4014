package io.paddock.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> NAMES = List.of("create", "get", "getAcl", "ls", "set");

    @Test
    void aNameWithAFewLettersWrongIsFound() {
        assertThat(NearestName.of("creat", NAMES)).contains("create");
        assertThat(NearestName.of("CREATTE", NAMES)).contains("create");
        assertThat(NearestName.of("cerate", NAMES)).contains("create");
        assertThat(NearestName.of("getacls", NAMES)).contains("getAcl");
    }

    @Test
    void aWordUnlikeAnyNameHasNone() {
        assertThat(NearestName.of("nonsense", NAMES)).isEmpty();
        assertThat(NearestName.of("x", NAMES)).isEmpty();
    }
}
