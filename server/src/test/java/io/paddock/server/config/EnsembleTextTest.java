package io.paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnsembleTextTest {

    private static final String TEXT = """
            server.1=a:2888:3888:participant
            server.2=b:2888:3888:observer;0.0.0.0:2181
            server.10=[::1]:2888:3888:participant;[::1]:2181
            version=100000002""";

    @Test
    void aTextIsReadAndWrittenBackAsItWas() {
        EnsembleText read = EnsembleText.parse(TEXT);

        assertThat(read.text()).isEqualTo(TEXT);
        assertThat(read.version()).isEqualTo(0x1_0000_0002L);
        assertThat(read.members()).extracting(EnsembleMember::id).containsExactly(1, 2, 10);
    }

    @Test
    void theEmptyTextNamesNobody() {
        assertThat(EnsembleText.parse("").members()).isEmpty();
    }

    @Test
    void whatIsNoServerAndNoVersionIsRefused() {
        assertThatThrownBy(() -> EnsembleText.parse("group.1=1:2")).hasMessageContaining("group.1=1:2");
    }

    @Test
    void aServerThatIsNamedTwiceIsRefused() {
        assertThatThrownBy(() -> EnsembleText.parse("server.1=a:1:2\nserver.01=b:1:2"))
                .hasMessageContaining("server.1 is given twice");
    }
}
