package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.ShardLog;

/// The lane of one shard at work.
record ShardLane(
        LaneSource source, LaneRunner runner, LaneReport report, FrameWatch.Watched watched) {
    /// The shard is not there any more.
    void vanish() {
        if (source instanceof ShardLog log) {
            log.vanish();
        }
    }

    /// Nothing is left to do.
    void finish() {
        watched.close();
        runner.completeRequests();
    }

    void stop() {
        watched.close();
        runner.stop();
    }
}
