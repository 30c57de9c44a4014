package io.paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingDistanceTest {

    @ParameterizedTest
    @CsvSource({"abc,abc,0", "abc,abd,1", "abc,ab,1", "abc,xabc,1", "abc,acb,1", "'',abc,3", "kitten,sitting,3"})
    void itCountsTheLettersToChange(String a, String b, int distance) {
        assertThat(SpellingDistance.between(a, b)).isEqualTo(distance);
    }

    @Property(tries = 200)
    void itIsTheSameBothWaysAndAtMostTheLongerWord(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        int distance = SpellingDistance.between(a, b);

        assertThat(distance)
                .isEqualTo(SpellingDistance.between(b, a))
                .isLessThanOrEqualTo(Math.max(a.length(), b.length()));
        assertThat(distance == 0).isEqualTo(a.equals(b));
    }
}
