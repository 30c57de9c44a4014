package io.paddock.server.raft;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;

/** Raft's messages over {@link io.paddock.server.raft.transport}. Public, with a public constructor, because Ratis makes it by name. */
public final class PromptRpcType implements RpcType {

    /** For Ratis. */
    public PromptRpcType() {}

    @Override
    public String name() {
        return "PADDOCK";
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        return new PromptRpcFactory(this, parameters);
    }
}
