package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.engine.failure.Destinations;
import io.hydrant.functions.pattern.RecordFilter;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.shard.ShardDirectory;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// What mappings work in.
///
/// @param log keeps their positions
/// @param filters makes filters of event patterns
/// @param executor runs invocations, each to its end: a virtual thread for each
/// @param memoryBytes for the events that are with functions, all mappings together
public record MappingSurroundings(
        ShardDirectory shards,
        StreamLog log,
        FunctionCaller functions,
        Destinations destinations,
        Function<List<String>, RecordFilter> filters,
        Telemetry telemetry,
        InstantSource clock,
        Executor executor,
        long memoryBytes) {
    private static final long BYTES_MIN = 16L << 20;

    public MappingSurroundings {
        if (memoryBytes < BYTES_MIN) {
            throw new InvalidArgument(
                    "mappings need memory of at least 16 MiB but had " + memoryBytes + " bytes");
        }
    }

    /// A quarter of the heap.
    public static long memoryBytesDefault() {
        return Math.max(BYTES_MIN, Runtime.getRuntime().maxMemory() / 4);
    }
}
