package io.paddock.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateDigestTest {

    private static final Znode ZNODE =
            new Znode(new ZnodeStat(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Acl.OPEN, StateDigest.ofData(Bytes.EMPTY));

    private static Bytes bytes(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return Bytes.of(array);
    }

    @Test
    void itStaysWhatItIsSinceItIsPartOfTheStoredFormat() {
        assertThat(StateDigest.ofText("/a/b")).isEqualTo(0x72da004ca1708c26L);
        assertThat(StateDigest.ofData(bytes(1, 2, 3, 4, 5, 6, 7, 8, 9))).isEqualTo(0x76b67f69474f210eL);
        assertThat(StateDigest.ofZnode("/a/b", ZNODE)).isEqualTo(0xe9734c57d9bfcbaaL);
        assertThat(StateDigest.ofSession(1, bytes(1, 2), 3, 4, 5)).isEqualTo(0x3bb24f377999f54bL);
        assertThat(StateDigest.ofOrigin(1, 2, 3)).isEqualTo(0xa796d3f5c0a93ac1L);
    }

    @Test
    void everyFieldOfAZnodeCounts() {
        Set<Long> digests = new HashSet<>();
        digests.add(StateDigest.ofZnode("/a", ZNODE));
        digests.add(StateDigest.ofZnode("/b", ZNODE));
        for (int field = 0; field < 11; field++) {
            long[] n = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
            n[field] += 100;
            ZnodeStat stat = new ZnodeStat(
                    n[0], n[1], n[2], n[3], n[4], (int) n[5], (int) n[6], (int) n[7], n[8], (int) n[9], (int) n[10]);
            digests.add(StateDigest.ofZnode("/a", ZNODE.withStat(stat)));
        }
        for (AclEntry entry : List.of(
                new AclEntry(1, "world", "anyone"), new AclEntry(31, "ip", "anyone"), new AclEntry(31, "world", "x"))) {
            digests.add(
                    StateDigest.ofZnode("/a", new Znode(ZNODE.stat(), new Acl(List.of(entry)), ZNODE.dataDigest())));
        }
        digests.add(StateDigest.ofZnode("/a", new Znode(ZNODE.stat(), Acl.OPEN, StateDigest.ofData(Bytes.NULL))));

        assertThat(digests).hasSize(2 + 11 + 3 + 1);
    }

    @Test
    void theOpenAclCountsTheSameWhoeverMadeIt() {
        Acl other = new Acl(List.of(new AclEntry(31, "world", "anyone")));

        assertThat(StateDigest.ofZnode("/a", new Znode(ZNODE.stat(), other, ZNODE.dataDigest())))
                .isEqualTo(StateDigest.ofZnode("/a", ZNODE));
    }

    @Test
    void dataOfAnyLengthAndOrderDiffers() {
        Set<Long> digests = new HashSet<>();
        digests.add(StateDigest.ofData(Bytes.NULL));
        for (int length = 0; length < 40; length++) {
            int[] zeros = new int[length];
            digests.add(StateDigest.ofData(bytes(zeros)));
            if (length > 0) {
                zeros[length - 1] = 1;
                digests.add(StateDigest.ofData(bytes(zeros)));
            }
        }

        assertThat(digests).hasSize(1 + 40 + 39);
        assertThat(StateDigest.ofData(bytes(1, 2))).isNotEqualTo(StateDigest.ofData(bytes(2, 1)));
    }
}
