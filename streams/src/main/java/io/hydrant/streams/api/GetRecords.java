package io.hydrant.streams.api;

import io.hydrant.streams.answer.Notation;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.quota.ShardLimits;
import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.retrieval.ReadBudget;
import io.hydrant.streams.retrieval.ShardIterator;
import io.hydrant.streams.retrieval.ShardReader;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads records of a shard from an iterator on: up to 10 MiB or 10,000 records.
///
/// Source: Kinesis Data Streams API Reference, GetRecords.
final class GetRecords implements Operation {
    private static final int RECORDS_MAX = 10_000;
    private static final long BYTES_MAX = 10 << 20;

    private final DataPlane plane;
    private final ServiceConstraints constraints;

    GetRecords(DataPlane plane, ServiceConstraints constraints) {
        this.plane = plane;
        this.constraints = constraints;
    }

    @Override
    public String name() {
        return "GetRecords";
    }

    @Override
    public Answer answer(ApiCall call) {
        GetRecordsRequest request = Codec.read(call, GetRecordsRequest.builder());
        constraints.require(name(), request);
        Instant now = plane.clock().instant();
        ShardIterator iterator = plane.iterators().open(request.shardIterator(), now);
        requireMeant(iterator, request, call);
        Shard shard = shard(iterator);
        Optional<ShardLimits> limits = admit(shard);
        int recordsMax = Optional.ofNullable(request.limit()).orElse(RECORDS_MAX);
        RecordsPage page = read(iterator, shard, recordsMax, call);
        limits.ifPresent(quota -> quota.readBytes(page.recordBytes()));
        count(page, shard, now);
        return page.answer(ending(page, shard, now));
    }

    /// Another account's stream must be named by its ARN.
    private static void requireMeant(
            ShardIterator iterator, GetRecordsRequest request, ApiCall call) {
        boolean meant =
                request.streamARN() == null
                        ? iterator.stream().account().equals(call.caller().account())
                        : StreamReference.of(request.streamARN()).equals(iterator.stream());
        if (!meant) {
            throw new InvalidStreamArgument("Invalid ShardIterator.");
        }
    }

    private Shard shard(ShardIterator iterator) {
        Shard shard = plane.shard(iterator.stream(), iterator.shard());
        if (!iterator.isOf(shard)) {
            throw ShardNotFound.reading(iterator.stream(), iterator.shard().toString());
        }
        return shard;
    }

    private Optional<ShardLimits> admit(Shard shard) {
        StreamMeters.Meters counted = plane.meters().of(shard.stream());
        counted.gets().add(1);
        if (!plane.quotasHold(shard.stream())) {
            return Optional.empty();
        }
        ShardLimits limits = plane.quotas().of(shard);
        if (!limits.read()) {
            counted.throttledGets().add(1);
            throw ShardQuotas.exceeded(shard);
        }
        return Optional.of(limits);
    }

    private RecordsPage read(ShardIterator iterator, Shard shard, int recordsMax, ApiCall call) {
        Notation notation = Notation.of(call.encoding());
        try (ShardReader reader = ShardReader.open(shard, iterator.position())) {
            return RecordsPage.read(reader, shard, new ReadBudget(recordsMax, BYTES_MAX), notation);
        } catch (LogFailed e) {
            shard(iterator); // deleted or expired meanwhile: say so rather than what the log met
            throw e;
        }
    }

    private RecordsPage.Ending ending(RecordsPage page, Shard shard, Instant now) {
        List<Shard> children = page.atEnd() ? plane.children(shard) : List.of();
        if (!children.isEmpty()) {
            return new RecordsPage.Ending(0, Optional.empty(), children);
        }
        String next = plane.iterators().token(ShardIterator.at(page.next(), shard, now));
        long behind = page.atTip() ? 0 : page.age(now).toMillis();
        return new RecordsPage.Ending(behind, Optional.of(next), List.of());
    }

    private void count(RecordsPage page, Shard shard, Instant now) {
        StreamMeters.Meters counted = plane.meters().of(shard.stream());
        counted.recordsOut().add(page.recordCount());
        counted.bytesOut().add(page.recordBytes());
        Duration age = page.recordCount() == 0 ? Duration.ZERO : page.age(now);
        counted.iteratorAge().recordNanos(age.toNanos());
    }
}
