package io.hydrant.functions.mapping.engine.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.mapping.EventSource;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.WritableStream;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Puts failure records into data streams, past their quotas. Safe for use by many threads.
///
/// @param streams that take records; throws when there is none
public record StreamRecords(Function<DataStreamId, WritableStream> streams)
        implements Destinations.RecordSink {
    private static final int ROUNDS_MAX = 16;

    @Override
    public void put(String arn, String key, byte[] failureRecord) {
        WritableStream stream = streams.apply(EventSource.parse(arn).stream());
        for (int round = 1; round < ROUNDS_MAX; round++) {
            try {
                append(stream, key.getBytes(UTF_8), failureRecord);
                return;
            } catch (ShardClosed _) {
                // its children are open now
            }
        }
        append(stream, key.getBytes(UTF_8), failureRecord);
    }

    private static void append(WritableStream stream, byte[] key, byte[] failureRecord) {
        HashKey hash = HashKey.ofPartitionKey(key);
        Shard shard =
                stream.openShards().stream()
                        .filter(open -> open.range().contains(hash))
                        .findFirst()
                        .orElseThrow();
        Frame frame =
                new Frame(
                        ShardFrame.metadata(stream.encrypted(), false, List.of(key)),
                        new int[] {failureRecord.length},
                        ByteBuffer.wrap(failureRecord));
        try {
            stream.append(shard, frame).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException failure
                    ? failure
                    : new LogFailed("a failure record cannot be put into " + stream.id(), e);
        }
    }
}
