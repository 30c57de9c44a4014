package io.paddock.server.raft;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;

/** Ratis' gRPC transport with {@link PromptLogAppender}. Public, with a public constructor, because Ratis makes it by name. */
public final class PromptRpcType implements RpcType {

    /** For Ratis. */
    public PromptRpcType() {}

    @Override
    public String name() {
        return "PROMPT_GRPC";
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        return new PromptGrpcFactory(parameters);
    }
}
