package io.paddock.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIndexTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theIndexDoesWhatAMapDoes(long seed) {
        Random random = new Random(seed);
        SessionIndex<String> index = new SessionIndex<>("absent");
        Map<Long, String> map = new TreeMap<>();
        for (int i = 0; i < 50_000; i++) {
            long id = (1 + random.nextInt(200)) * (random.nextBoolean() ? 1 : 0x0100000000000000L);
            if (random.nextInt(3) == 0) {
                String removed = map.remove(id);
                assertThat(index.remove(id)).isEqualTo(removed == null ? "absent" : removed);
            } else {
                index.put(id, "v" + i);
                map.put(id, "v" + i);
            }
            assertThat(index.get(id)).as("seed %d", seed).isEqualTo(map.getOrDefault(id, "absent"));
            assertThat(index.contains(id)).isEqualTo(map.containsKey(id));
            assertThat(index.size()).isEqualTo(map.size());
        }
        assertThat(index.sortedIds())
                .containsExactly(map.keySet().stream().mapToLong(id -> id).toArray());
        map.forEach((id, value) -> assertThat(index.get(id)).isEqualTo(value));
        index.clear();
        assertThat(index.sortedIds()).isEmpty();
    }

    @Test
    void nothingIsEverUnderZero() {
        SessionIndex<String> index = new SessionIndex<>("absent");

        assertThat(index.get(0)).isEqualTo("absent");
        assertThat(index.contains(0)).isFalse();
        assertThat(index.remove(0)).isEqualTo("absent");
        assertThatThrownBy(() -> index.put(0, "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
