package io.paddock.server.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.paddock.server.config.TlsSettings;
import io.paddock.server.tls.TlsMaterial;
import java.io.IOException;

/** How this server encrypts what it says to its clients. Immutable. */
public final class ClientTls {

    private final SslContext context;

    /**
     * From its keys.
     *
     * @throws IOException when they do not fit what is wanted
     */
    public ClientTls(TlsMaterial material) throws IOException {
        TlsSettings settings = material.settings();
        context = SslContextBuilder.forServer(material.key())
                .sslProvider(SslProvider.JDK)
                .trustManager(material.trust())
                .clientAuth(clientAuth(settings.clientAuth()))
                .protocols(settings.protocols())
                .ciphers(settings.ciphers().isEmpty() ? null : settings.ciphers())
                .build();
    }

    private static ClientAuth clientAuth(TlsSettings.ClientAuth wanted) {
        return switch (wanted) {
            case NEED -> ClientAuth.REQUIRE;
            case WANT -> ClientAuth.OPTIONAL;
            case NONE -> ClientAuth.NONE;
        };
    }

    /** The handler of one connection. */
    ChannelHandler newHandler(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }
}
