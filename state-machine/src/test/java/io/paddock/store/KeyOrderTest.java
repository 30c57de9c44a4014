package io.paddock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    private static final int ROUNDS = 300;
    private static final int LENGTH_MAX = 40;

    @Test
    void itIsTheOrderOfUnsignedBytes() {
        long seed = System.nanoTime();
        System.out.println("KeyOrderTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            // Few different bytes, so that many keys begin alike and some are what others begin with.
            byte[][] keys = keys(random, random.nextInt(200), 1 + random.nextInt(4), random.nextInt(LENGTH_MAX));
            assertThat(ordered(keys)).containsExactlyElementsOf(naively(keys));
        }
    }

    @Test
    void keysThatEndEarlyComeFirst() {
        byte[] prefix = "z/0123456789abcdef0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        List<byte[]> keys = new ArrayList<>();
        for (int length = prefix.length; length > 0; length--) {
            keys.add(Arrays.copyOf(prefix, length));
            byte[] withZero = Arrays.copyOf(prefix, length + 1);
            keys.add(withZero);
        }
        byte[][] all = keys.toArray(byte[][]::new);
        assertThat(ordered(all)).containsExactlyElementsOf(naively(all));
    }

    @Test
    void noneAndOne() {
        assertThat(KeyOrder.of(new byte[0][])).isEmpty();
        assertThat(KeyOrder.of(new byte[][] {{1}})).containsExactly(0);
    }

    private static byte[][] keys(Random random, int count, int differentBytes, int commonLength) {
        byte[] common = new byte[commonLength];
        random.nextBytes(common);
        TreeSet<byte[]> keys = new TreeSet<>(Arrays::compare);
        for (int i = 0; i < count; i++) {
            byte[] key = Arrays.copyOf(common, commonLength + random.nextInt(LENGTH_MAX));
            for (int at = commonLength; at < key.length; at++) {
                // From both halves of the range of a byte.
                key[at] = (byte) (random.nextInt(differentBytes) * 0x55);
            }
            keys.add(key);
        }
        List<byte[]> shuffled = new ArrayList<>(keys);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled.toArray(byte[][]::new);
    }

    private static List<String> ordered(byte[][] keys) {
        return Arrays.stream(KeyOrder.of(keys))
                .mapToObj(place -> hex(keys[place]))
                .toList();
    }

    /** Two digits for each byte are ordered as the bytes are. */
    private static List<String> naively(byte[][] keys) {
        return Arrays.stream(keys).map(KeyOrderTest::hex).sorted().toList();
    }

    private static String hex(byte[] key) {
        StringBuilder text = new StringBuilder();
        for (byte b : key) {
            text.append(String.format("%02x", b & 0xFF));
        }
        return text.toString();
    }
}
