package io.paddock.shell.session;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.apache.zookeeper.common.PathUtils;
import org.junit.jupiter.api.Test;

class WorkingPathTest {
    private final WorkingPath here = new WorkingPath();

    @Test
    void anAbsolutePathMeansItself() {
        here.moveTo("/a");

        assertThat(here.resolve("/b/c")).isEqualTo("/b/c");
    }

    @Test
    void aRelativePathStartsWhereOneStands() {
        here.moveTo("/a/b");

        assertThat(here.resolve("c")).isEqualTo("/a/b/c");
        assertThat(here.resolve(".")).isEqualTo("/a/b");
        assertThat(here.resolve("../c/./d")).isEqualTo("/a/c/d");
    }

    @Test
    void nothingIsAboveTheRoot() {
        assertThat(here.resolve("../../a")).isEqualTo("/a");
        assertThat(here.resolve("..")).isEqualTo("/");
    }

    @Test
    void slashesAtTheEndAndDoubledOnesAreDropped() {
        assertThat(here.resolve("/a/")).isEqualTo("/a");
        assertThat(here.resolve("/a//b")).isEqualTo("/a/b");
        assertThat(here.resolve("/")).isEqualTo("/");
    }

    @Property
    void whateverIsTypedOfPlainLettersMeansALegalPath(
            @ForAll @Chars({'/', '.', 'a', 'b'}) @StringLength(max = 20) String start,
            @ForAll @Chars({'/', '.', 'a', 'b'}) @StringLength(max = 20) String typed) {
        WorkingPath path = new WorkingPath();
        path.moveTo(path.resolve(start));

        PathUtils.validatePath(path.resolve(typed));
    }
}
