package io.paddock.server.request;

import io.paddock.acl.Identity;
import io.paddock.command.Command;
import io.paddock.server.wire.Call;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Changes the ensemble's members for a client. */
public interface EnsembleChanger {

    /**
     * Begins a change that has come to its place among its session's requests. Does not block.
     *
     * @param then is told, by another thread and once, the write that ends it: the new configuration, or a refusal; nothing when nobody knows
     *     what became of it
     */
    void change(Call.Reconfig wanted, List<Identity> identities, Consumer<Optional<Command>> then);
}
