package io.hydrant.streams.api;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.intake.PutScanner;
import io.hydrant.streams.intake.RecordIntake;
import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.retrieval.IteratorTokens;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.shard.WritableStream;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// The operations that write and read records. Safe for use by many threads.
public final class DataOperations {
    private final DataPlane plane;
    private final RecordWriting writing;
    private final PutScanner scanner;
    private final ServiceConstraints constraints;

    /// @param writable finds a stream that takes records, or throws
    ///   [io.hydrant.streams.shard.DataStreamNotFound]
    public DataOperations(
            Function<DataStreamId, WritableStream> writable,
            ShardDirectory directory,
            ServiceConstraints constraints,
            Surroundings surroundings) {
        ShardQuotas quotas = new ShardQuotas(surroundings.clock());
        this.plane =
                new DataPlane(
                        writable,
                        directory,
                        new IteratorTokens(surroundings.iteratorSecret()),
                        quotas,
                        new StreamMeters(surroundings.telemetry()),
                        surroundings.clock());
        this.writing = new RecordWriting(plane, new RecordIntake(surroundings.payloads(), quotas));
        this.scanner = new PutScanner(surroundings.payloads());
        this.constraints = constraints;
    }

    /// What the operations need of the server.
    ///
    /// @param payloads where the records of large puts lie while they are appended
    /// @param iteratorSecret known to nobody else, and the same after a restart: shard iterators
    ///   are sealed with it
    public record Surroundings(
            InstantSource clock, Telemetry telemetry, PayloadPool payloads, byte[] iteratorSecret) {
        public Surroundings {
            iteratorSecret = iteratorSecret.clone();
        }
    }

    public List<Operation> operations() {
        return List.of(
                new PutRecords(plane, writing, scanner, constraints),
                new PutRecord(plane, writing, scanner, constraints),
                Operation.typed(
                        GetShardIterator.NAME,
                        GetShardIteratorRequest::builder,
                        constraints,
                        new GetShardIterator(plane)::answer),
                new GetRecords(plane, constraints));
    }

    /// Forgets what is kept of a stream that is gone: its quotas. Its meters are forgotten by their
    /// label.
    public void forget(DataStreamId stream) {
        plane.quotas().forget(stream);
        plane.meters().forget(stream);
    }
}
