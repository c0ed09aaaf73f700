package io.hydrant.conformance.kcl;

import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What processors of the Kinesis Client Library were given: texts by partition key, in the order
/// they came, and the shards that ended. Safe for use by many threads.
final class Seen implements ShardRecordProcessorFactory {
    private final Map<String, List<String>> byKey = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    @Override
    public ShardRecordProcessor shardRecordProcessor() {
        return new Processor();
    }

    /// In the order they came.
    List<String> of(String partitionKey) {
        List<String> texts = byKey.getOrDefault(partitionKey, List.of());
        synchronized (texts) {
            return new ArrayList<>(texts);
        }
    }

    int count() {
        return byKey.keySet().stream().mapToInt(key -> of(key).size()).sum();
    }

    Set<String> endedShards() {
        return Set.copyOf(ended);
    }

    List<Exception> failures() {
        return List.copyOf(failures);
    }

    private void add(KinesisClientRecord record) {
        byte[] data = new byte[record.data().remaining()];
        record.data().duplicate().get(data);
        List<String> texts = byKey.computeIfAbsent(record.partitionKey(), _ -> new ArrayList<>());
        synchronized (texts) {
            texts.add(new String(data, StandardCharsets.UTF_8));
        }
    }

    private final class Processor implements ShardRecordProcessor {
        private String shard = "";

        @Override
        public void initialize(InitializationInput input) {
            shard = input.shardId();
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            input.records().forEach(Seen.this::add);
            checkpoint(input.checkpointer());
        }

        @Override
        public void leaseLost(LeaseLostInput input) {
            // the only worker loses a lease only when it stops
        }

        @Override
        public void shardEnded(ShardEndedInput input) {
            checkpoint(input.checkpointer());
            ended.add(shard);
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            checkpoint(input.checkpointer());
        }

        private void checkpoint(RecordProcessorCheckpointer checkpointer) {
            try {
                checkpointer.checkpoint();
            } catch (InvalidStateException | ShutdownException e) {
                failures.add(e);
            }
        }
    }
}
