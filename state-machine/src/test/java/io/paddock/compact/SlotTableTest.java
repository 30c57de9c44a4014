package io.paddock.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotTableTest {

    /** With few different hashes nearly all slots are in one run, which may go round the end of the table. */
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 20", "3, 1000000"})
    void allPlacesOfAHashAreFound(long seed, int hashes) {
        Random random = new Random(seed);
        SlotTable table = new SlotTable();
        Map<Integer, Integer> hashOf = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            int place = random.nextInt(500) - 250;
            int hash = -1 - random.nextInt(hashes);
            if (!hashOf.containsKey(place)) {
                table.add(hash, place);
                hashOf.put(place, hash);
            } else if (random.nextBoolean()) {
                table.remove(table.slotOf(hashOf.remove(place), place));
            } else {
                int old = hashOf.remove(place);
                int other = 1_000 + i;
                table.move(old, place, other);
                hashOf.put(other, old);
            }
            assertThat(table.size()).as("seed %d, step %d", seed, i).isEqualTo(hashOf.size());
            assertThat(places(table, hash)).as("seed %d, step %d", seed, i).isEqualTo(expected(hashOf, hash));
        }
    }

    private static Set<Integer> places(SlotTable table, int hash) {
        List<Integer> found = new ArrayList<>();
        for (int slot = table.first(hash); table.isUsed(slot); slot = table.next(slot)) {
            if (table.hasHash(slot, hash)) {
                found.add(table.place(slot));
            }
        }
        assertThat(found).doesNotHaveDuplicates();
        return new HashSet<>(found);
    }

    private static Set<Integer> expected(Map<Integer, Integer> hashOf, int hash) {
        Set<Integer> places = new HashSet<>();
        hashOf.forEach((place, itsHash) -> {
            if (itsHash == hash) {
                places.add(place);
            }
        });
        return places;
    }

    @Test
    void aPlaceThatIsNotThereIsAFault() {
        SlotTable table = new SlotTable();
        table.add(7, 1);
        assertThatThrownBy(() -> table.slotOf(7, 2)).isInstanceOf(IllegalStateException.class);
        table.clear();
        assertThat(table.isUsed(table.first(7))).isFalse();
    }
}
