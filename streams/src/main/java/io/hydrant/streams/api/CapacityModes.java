package io.hydrant.streams.api;

import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.stream.StreamMode;

import software.amazon.awssdk.services.kinesis.model.StreamModeDetails;

import java.util.OptionalInt;

/// Reads what requests say of capacity.
final class CapacityModes {
    private CapacityModes() {}

    static StreamMode of(StreamModeDetails details) {
        return switch (details.streamMode()) {
            case PROVISIONED -> StreamMode.PROVISIONED;
            case ON_DEMAND -> StreamMode.ON_DEMAND;
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new InvalidStreamArgument(
                            "StreamMode must be PROVISIONED or ON_DEMAND but was "
                                    + details.streamModeAsString());
        };
    }

    /// @param mibps null when the request has none
    static OptionalInt warm(Integer mibps) {
        return mibps == null ? OptionalInt.empty() : OptionalInt.of(mibps);
    }
}
