package io.paddock.server;

import io.paddock.server.config.ClientPortSettings;
import io.paddock.server.net.ClientPort;
import io.paddock.server.net.ClientTls;
import io.paddock.server.tls.TlsMaterial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the configuration means for the ports that clients connect to. */
final class ClientPorts {

    private ClientPorts() {}

    /**
     * One port or two, the unencrypted one first. Reads the keys, if they are needed, and looks up host names.
     *
     * @throws IOException when a key cannot be read or does not fit
     */
    static List<ClientPort> of(ClientPortSettings settings) throws IOException {
        List<ClientPort> ports = new ArrayList<>();
        if (settings.tls().isNone()) {
            ports.add(ClientPort.plain(settings.listen().resolve()));
            return ports;
        }
        ClientTls tls = new ClientTls(TlsMaterial.load(settings.tls()));
        if (!settings.listen().isNone()) {
            ports.add(
                    settings.clientPortUnification()
                            ? ClientPort.both(settings.listen().resolve(), tls)
                            : ClientPort.plain(settings.listen().resolve()));
        }
        if (!settings.secureListen().isNone()) {
            ports.add(ClientPort.encrypted(settings.secureListen().resolve(), tls));
        }
        return ports;
    }
}
