package io.paddock.server;
import io.paddock.server.request.Pending;
import io.paddock.server.request.RequestPipeline;
import io.paddock.server.request.RequestStatistics;
final class ServerStatistics implements RequestStatistics {
    @Override
    public void answered(RequestPipeline pipeline, Pending pending, long zxid) {}
}
