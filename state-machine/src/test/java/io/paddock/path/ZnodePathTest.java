package io.paddock.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZnodePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/b",
                "/a b",
                "/...",
                "/a..",
                "/..a",
                "/.a",
                "/a.",
                "/a/.b/c..d",
                "/ ",
                "/\u00a0",
                "/\u00ff",
                "/\ud7ff",
                "/\uf900",
                "/\uffef",
                "/zookeeper",
                "/-_!\"#$%&'()*+,:;<=>?@[]^`{|}~"
            })
    void takesWhatZooKeeperTakes(String path) {
        assertThat(ZnodePath.isLegal(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "//",
                "/a/",
                "/a//b",
                "//a",
                "/.",
                "/..",
                "/a/.",
                "/a/..",
                "/./a",
                "/../a",
                "/a/../b",
                "/\u0000",
                "/a\u0001",
                "/a\u001f",
                "/a\u007f",
                "/a\u009f",
                "/\ud800",
                "/\ud83d\ude00",
                "/\udfff",
                "/\uf8ff",
                "/\ufff0",
                "/\uffff"
            })
    void refusesWhatZooKeeperRefuses(String path) {
        assertThat(ZnodePath.isLegal(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/a,/,a", "/a/b,/a,b", "/a/b/c,/a/b,c"})
    void aPathIsItsParentAndItsName(String path, String parent, String name) {
        assertThat(ZnodePath.parentOf(path)).isEqualTo(parent);
        assertThat(ZnodePath.nameOf(path)).isEqualTo(name);
        assertThat(ZnodePath.child(parent, name)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "0,/p0000000000",
        "7,/p0000000007",
        "2147483647,/p2147483647",
        "-1,/p-000000001",
        "-2147483648,/p-2147483648"
    })
    void theSuffixHasTenPlacesTheMinusIncluded(int number, String expected) {
        assertThat(ZnodePath.withSuffix("/p", number)).isEqualTo(expected);
    }

    @Test
    void onlyWholeComponentsMakeAnAncestor() {
        assertThat(ZnodePath.isWithin("/a/b", "/a")).isTrue();
        assertThat(ZnodePath.isWithin("/a", "/a")).isTrue();
        assertThat(ZnodePath.isWithin("/a", "/")).isTrue();
        assertThat(ZnodePath.isWithin("/ab", "/a")).isFalse();
        assertThat(ZnodePath.isWithin("/a", "/a/b")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/,true",
        "/zookeeper,true",
        "/zookeeper/quota,true",
        "/zookeeper/config,true",
        "/zookeeper/x,false",
        "/a,false"
    })
    void fourPathsAreSpecial(String path, boolean isSpecial) {
        assertThat(ZnodePath.isSpecial(path)).isEqualTo(isSpecial);
    }
}
