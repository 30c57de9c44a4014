package io.paddock.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSetTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aSetOfTextsDoesWhatASetDoes(long seed) {
        Random random = new Random(seed);
        List<String> texts = texts(random, 3_000);
        TextSet set = new TextSet();
        Set<String> model = new LinkedHashSet<>();
        for (int i = 0; i < 60_000; i++) {
            String text = texts.get(random.nextInt(texts.size()));
            boolean isGrowing = (i / 10_000) % 2 == 0;
            if (random.nextInt(10) < (isGrowing ? 7 : 3)) {
                assertThat(set.add(text)).as("seed %d, step %d", seed, i).isEqualTo(model.add(text));
            } else {
                assertThat(set.remove(text)).as("seed %d, step %d", seed, i).isEqualTo(model.remove(text));
            }
            assertThat(set.contains(text)).isEqualTo(model.contains(text));
            assertThat(set).hasSize(model.size());
            if (i % 5_000 == 0) {
                assertThat(set).as("seed %d, step %d", seed, i).containsExactlyElementsOf(model);
            }
        }
        assertThat(set).containsExactlyElementsOf(model);
        for (String text : List.copyOf(model)) {
            assertThat(set.remove(text)).isTrue();
        }
        assertThat(set).isEmpty();
    }

    /** Of all lengths in which a length takes another byte or a page another form. */
    private static List<String> texts(Random random, int count) {
        int[] lengths = {0, 1, 8, 9, 20, 62, 63, 64, 65, 127, 128, 500, 8_191, 8_192, 16_380, 16_384, 40_000};
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = i < lengths.length ? lengths[i] : random.nextInt(30);
            String text = i % 7 == 0 ? "é世🙂" : "n";
            texts.add(i + text.repeat(length));
        }
        texts.set(0, "");
        return texts;
    }

    @Test
    void whatIsRemovedGivesItsRoomBack() {
        TextSet set = new TextSet();
        for (int i = 0; i < 100_000; i++) {
            set.add("name-" + i);
            if (i >= 100) {
                set.remove("name-" + (i - 100));
            }
        }
        assertThat(set).hasSize(100);
        assertThat(set.heapBytes()).isLessThan(40_000);
        assertThat(set.iterator().next()).isEqualTo("name-99900");
    }

    @Test
    void manyTextsTakeFewBytesBesidesTheirOwn() {
        TextSet set = new TextSet();
        for (int i = 0; i < 100_000; i++) {
            set.add(String.format("member-%010d", i));
        }
        assertThat(set.heapBytes()).isBetween(100_000L * 17, 100_000L * (17 + 25));
    }

    @Test
    void anIterationEndsAndAnEmptySetHasNone() {
        TextSet set = new TextSet();
        assertThat(set.iterator().hasNext()).isFalse();
        set.add("a");
        Iterator<String> texts = set.iterator();
        assertThat(texts.next()).isEqualTo("a");
        assertThat(texts.hasNext()).isFalse();
        assertThatThrownBy(texts::next).isInstanceOf(NoSuchElementException.class);
        Object number = 1;
        assertThat(set.contains(number)).isFalse();
        assertThat(set.remove(number)).isFalse();
        set.clear();
        assertThat(set).isEmpty();
        assertThat(set.add("a")).isTrue();
        assertThat(set).containsExactly("a");
    }
}
