package io.hydrant.streams.consumer;

/// Why a subscription ends before its shard does.
enum Ending {
    /// Its time is over; the client subscribes again.
    LIFE_OVER,
    TAKEN_OVER,
    CONSUMER_GONE,
    STREAM_GONE,
    SERVER_STOPS
}
