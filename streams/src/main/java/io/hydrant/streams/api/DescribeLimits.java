package io.hydrant.streams.api;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.NewStream;
import io.hydrant.streams.stream.ShardQuota;
import io.hydrant.streams.stream.StreamMode;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DescribeLimitsRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeLimitsResponse;

import java.util.Optional;

/// Tells how many shards and on-demand streams an account has in a region, and may have.
final class DescribeLimits {
    private final DataStreams streams;

    DescribeLimits(DataStreams streams) {
        this.streams = streams;
    }

    DescribeLimitsResponse answer(DescribeLimitsRequest request, ApiCall call) {
        AccountId account = call.caller().account();
        Region region = call.caller().region();
        ShardQuota quota = streams.quota(account, region);
        long onDemand =
                streams.in(account, region, Optional.empty())
                        .filter(stream -> stream.capacity().mode() == StreamMode.ON_DEMAND)
                        .count();
        return DescribeLimitsResponse.builder()
                .shardLimit(quota.max())
                .openShardCount(quota.open())
                .onDemandStreamCount((int) onDemand)
                .onDemandStreamCountLimit(NewStream.ON_DEMAND_STREAMS_MAX)
                .build();
    }
}
