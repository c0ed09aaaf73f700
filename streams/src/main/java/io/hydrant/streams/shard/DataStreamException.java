package io.hydrant.streams.shard;

import io.hydrant.kernel.error.HydrantException;

/// What can be refused of data streams. Messages are the service's own where those are known.
public abstract sealed class DataStreamException extends HydrantException
        permits DataStreamExists,
                DataStreamInUse,
                DataStreamNotFound,
                ExpiredIterator,
                ExpiredToken,
                InvalidStreamArgument,
                LimitExceeded,
                ShardClosed,
                ShardNotFound,
                ThroughputExceeded,
                WrongStreamMode,
                ConsumerNotFound,
                ConsumerInUse {
    private static final long serialVersionUID = 1L;

    DataStreamException(String message) {
        super(message);
    }
}
