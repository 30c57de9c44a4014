package io.paddock.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class HexDumpTest {
    @Property
    void theTableIsTheOneThatZkCliPrints(@ForAll @Size(max = 70) byte[] bytes) {
        assertThat(HexDump.of(bytes)).isEqualTo(ByteBufUtil.prettyHexDump(Unpooled.wrappedBuffer(bytes)));
    }
}
