package io.hydrant.streams.stream;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamInUse;
import io.hydrant.streams.shard.WrongStreamMode;

import java.time.Instant;

/// A data stream as it is kept.
///
/// @param created to the millisecond; tells it from an earlier stream of the same name
public record DataStream(
        DataStreamId id,
        Instant created,
        StreamStatus status,
        Capacity capacity,
        ShardMap shards,
        StreamOptions options) {
    /// A stream with this tag obeys the service's throughput quotas when its value is `aws`.
    public static final String QUOTAS_TAG = "hydrant:quotas";

    static final String QUOTAS_OF_SERVICE = "aws";

    public boolean encrypted() {
        return options.encryption().keyId().isPresent();
    }

    /// Whether its shards are open to readers and writers.
    public boolean takesRecords() {
        return status.takesRecords();
    }

    boolean asksForQuotas() {
        return QUOTAS_OF_SERVICE.equals(options.tags().get(QUOTAS_TAG));
    }

    /// @throws DataStreamInUse unless it is ACTIVE
    void requireActive() {
        if (status != StreamStatus.ACTIVE) {
            throw inUse();
        }
    }

    /// @throws WrongStreamMode when it is on demand
    void requireProvisioned() {
        if (capacity.mode() == StreamMode.ON_DEMAND) {
            throw wrongMode("On-Demand");
        }
    }

    /// @throws WrongStreamMode when it is provisioned
    void requireOnDemand() {
        if (capacity.mode() == StreamMode.PROVISIONED) {
            throw wrongMode("Provisioned");
        }
    }

    private WrongStreamMode wrongMode(String mode) {
        return new WrongStreamMode(
                "Request is invalid. %s is in %s mode.".formatted(described(), mode));
    }

    DataStreamInUse inUse() {
        return new DataStreamInUse(described() + " not ACTIVE, instead in state " + status);
    }

    /// As messages name it.
    String described() {
        return described(id);
    }

    static String described(DataStreamId id) {
        return "Stream %s under account %s".formatted(id.name(), id.account());
    }

    DataStream in(StreamStatus next) {
        return new DataStream(id, created, next, capacity, shards, options);
    }

    DataStream with(Capacity next) {
        return new DataStream(id, created, status, next, shards, options);
    }

    DataStream with(ShardMap next) {
        return new DataStream(id, created, status, capacity, next, options);
    }

    DataStream with(StreamOptions next) {
        return new DataStream(id, created, status, capacity, shards, next);
    }
}
