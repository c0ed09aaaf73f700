package io.hydrant.streams.api;

import io.hydrant.streams.intake.IncomingRecords;
import io.hydrant.streams.intake.ShardRouting;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.PartitionKeyHash;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.WritableStream;

import java.time.Instant;
import java.util.List;

/// The `SequenceNumberForOrdering` of a put: the new record's number must be greater.
///
/// In its own shard it always is, as long as the given one was handed out before: numbers rise with
/// the place in the log. A child's numbers are greater than its parents'. Numbers of other shards
/// are taken, as clients hand on whatever they got last.
final class OrderingNumber {
    private final String text;
    private final SequenceNumber number;
    private final WritableStream stream;

    private OrderingNumber(String text, SequenceNumber number, WritableStream stream) {
        this.text = text;
        this.number = number;
        this.stream = stream;
    }

    /// @throws InvalidStreamArgument when it is no sequence number
    static OrderingNumber of(String text, WritableStream stream) {
        SequenceNumber number = SequenceNumber.parse(text).orElseThrow(() -> invalid(text, stream));
        return new OrderingNumber(text, number, stream);
    }

    /// @param records the one record of the put
    /// @throws InvalidStreamArgument when the number is from the future
    void requirePast(IncomingRecords records, Instant now) {
        List<Shard> shards = stream.openShards();
        Shard shard =
                shards.get(
                        ShardRouting.indexOf(records.hashKey(0, new PartitionKeyHash()), shards));
        boolean sameShard =
                shard.id().equals(number.shard())
                        && shard.createdSeconds() == number.shardCreatedSeconds();
        boolean past =
                sameShard
                        ? !number.isEnd() && number.position().offset() < shard.log().endOffset()
                                || number.isStart()
                        : number.seconds() <= now.getEpochSecond()
                                && number.shardCreatedSeconds() <= now.getEpochSecond();
        if (!past) {
            throw invalid(text, stream);
        }
    }

    private static InvalidStreamArgument invalid(String text, WritableStream stream) {
        return new InvalidStreamArgument(
                "ExclusiveMinimumSequenceNumber %s used in PutRecord on stream %s under account %s is invalid."
                        .formatted(text, stream.id().name(), stream.id().account()));
    }
}
