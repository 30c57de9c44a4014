package io.paddock.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordCacheTest {

    private static final RecordCache.Reader<String> TEXT = (bytes, head, headLength, tail, tailLength) ->
            text(bytes, head, headLength) + '|' + text(bytes, tail, tailLength);
    private static final String NOTHING = "nothing";

    /** What is found is what was put last, whatever was dropped meanwhile. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 511", "3, 512", "4, 5000", "5, 70000", "6, 3000000"})
    void aRecordIsTheLastOneOrNone(long seed, long bytesMax) {
        Random random = new Random(seed);
        RecordCache cache = new RecordCache(bytesMax);
        Map<String, String> model = new HashMap<>();
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            String key = "/key-" + random.nextInt(2_000);
            if (random.nextInt(3) == 0) {
                String head = "h" + i;
                String tail = "t".repeat(random.nextInt(i % 100 == 0 ? 1_000 : 40));
                cache.put(bytes(key), bytes(head), bytes(tail));
                model.put(key, head + '|' + tail);
                assertThat(cache.bytes())
                        .as("seed %d, step %d", seed, i)
                        .isLessThanOrEqualTo(bytesMax + bytesMax / 4 + 1_000);
            } else {
                String text = cache.find(bytes(key), TEXT, NOTHING);
                assertThat(cache.contains(bytes(key))).isEqualTo(!text.equals(NOTHING));
                if (!text.equals(NOTHING)) {
                    found++;
                    assertThat(text).as("seed %d, step %d", seed, i).isEqualTo(model.get(key));
                }
            }
        }
        if (bytesMax >= 3_000_000) {
            model.forEach((key, text) ->
                    assertThat(cache.find(bytes(key), TEXT, NOTHING)).isEqualTo(text));
        }
        assertThat(found > 0).isEqualTo(bytesMax >= 512);
    }

    @Test
    void whatIsLookedUpStaysLongerThanWhatIsNot() {
        RecordCache cache = new RecordCache(100_000);
        cache.put(bytes("hot"), bytes("h"), bytes(""));
        cache.put(bytes("cold"), bytes("c"), bytes(""));
        for (int i = 0; i < 20_000; i++) {
            cache.put(bytes("other-" + i), bytes("o"), bytes("some more bytes"));
            assertThat(cache.find(bytes("hot"), TEXT, NOTHING)).isEqualTo("h|");
        }
        assertThat(cache.contains(bytes("cold"))).isFalse();
        assertThat(cache.contains(bytes("other-19999"))).isTrue();
    }

    /** A cache of which all is in use still takes what is new. */
    @Test
    void whatIsNewFindsRoomAmongWhatIsAllLookedUp() {
        RecordCache cache = new RecordCache(20_000);
        for (int i = 0; i < 5_000; i++) {
            cache.put(bytes("key-" + i), bytes("h"), bytes("tail"));
            for (int j = Math.max(0, i - 300); j <= i; j++) {
                cache.find(bytes("key-" + j), TEXT, NOTHING);
            }
            assertThat(cache.contains(bytes("key-" + i))).isTrue();
        }
        assertThat(cache.bytes()).isLessThan(25_000);
    }

    @Test
    void aRecordThatIsTooLongIsNotKeptAndLeavesNoneBehind() {
        RecordCache cache = new RecordCache(1 << 20);
        cache.put(bytes("key"), bytes("head"), bytes("tail"));
        cache.put(bytes("key"), bytes("head"), new byte[70_000]);
        assertThat(cache.find(bytes("key"), TEXT, NOTHING)).isEqualTo(NOTHING);
        cache.put(bytes("key"), bytes("head"), new byte[cache.recordBytesMax() - 10]);
        assertThat(cache.contains(bytes("key"))).isTrue();
    }

    /** The memory besides the heap has a bound of its own, which others share. */
    @Test
    void whenThereIsNoMoreMemoryTheCacheStaysSmaller() {
        AtomicInteger left = new AtomicInteger(3);
        RecordCache cache = new RecordCache(500_000, size -> {
            if (left.getAndDecrement() <= 0) {
                throw new OutOfMemoryError("no more");
            }
            return ByteBuffer.allocate(size);
        });
        for (int i = 0; i < 20_000; i++) {
            cache.put(bytes("key-" + i), bytes("head"), bytes("tail"));
        }
        int kept = 0;
        for (int i = 0; i < 20_000; i++) {
            kept += cache.contains(bytes("key-" + i)) ? 1 : 0;
        }
        assertThat(kept).isBetween(50, 3 * 64 * 1024 / 20);
        assertThat(new RecordCache(500_000, size -> {
                    throw new OutOfMemoryError("none");
                }))
                .satisfies(none -> {
                    none.put(bytes("key"), bytes("head"), bytes("tail"));
                    assertThat(none.contains(bytes("key"))).isFalse();
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
