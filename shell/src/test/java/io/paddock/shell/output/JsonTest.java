package io.paddock.shell.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void anObjectKeepsTheOrderOfItsFields() {
        Json json = Json.object("b", Json.number(1))
                .and("a", Json.strings(List.of("x", "y")))
                .and("c", Json.NULL);

        assertThat(json).hasToString("{\"b\":1,\"a\":[\"x\",\"y\"],\"c\":null}");
    }

    @Test
    void aStringEscapesWhatJsonForbids() {
        assertThat(Json.string("\"\\\n\t\u0001\u007f")).hasToString("\"\\\"\\\\\\n\\t\\u0001\\u007f\"");
    }

    @Test
    void aStringKeepsCharactersOutsideTheFirstPlaneAndEscapesHalvesOfThem() {
        assertThat(Json.string("\ud83d\ude00")).hasToString("\"\ud83d\ude00\"");
        assertThat(Json.string("\ud83dx")).hasToString("\"\\ud83dx\"");
    }

    @Test
    void aZxidIsAStringSinceItPassesWhatADoubleHolds() {
        assertThat(Json.hex(-1L)).hasToString("\"0xffffffffffffffff\"");
    }

    @Test
    void onlyAnObjectTakesFields() {
        Json array = Json.array(List.of());

        assertThatThrownBy(() -> array.and("a", Json.NULL)).isInstanceOf(IllegalStateException.class);
    }
}
