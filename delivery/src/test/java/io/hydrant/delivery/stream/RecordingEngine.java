package io.hydrant.delivery.stream;

import io.hydrant.delivery.pipeline.DeliveryEngine;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogFailed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// An engine that remembers what was asked of it, and fails when told to. For one thread.
public final class RecordingEngine implements DeliveryEngine {
    private final Map<StreamId, DeliveryPlan> running = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private Consumer<String> beforeEachCall = _ -> {};

    /// Called with the name of each method before it does anything; may throw.
    public void beforeEachCall(Consumer<String> hook) {
        beforeEachCall = hook;
    }

    @Override
    public void start(DeliveryPlan plan) {
        called("start", plan.stream());
        running.put(plan.stream(), plan);
    }

    @Override
    public void update(DeliveryPlan plan) {
        called("update", plan.stream());
        running.put(plan.stream(), plan);
    }

    @Override
    public void delete(StreamId stream) {
        called("delete", stream);
        running.remove(stream);
    }

    @Override
    public Accepted append(StreamId stream, Frame frame) {
        called("append", stream);
        if (!running.containsKey(stream)) {
            throw new LogFailed(stream + " does not run");
        }
        int offset = frame.payload().position();
        for (int bytes : frame.recordBytes()) {
            byte[] record = new byte[bytes];
            frame.payload().get(offset, record);
            records.add(new String(record, StandardCharsets.UTF_8));
            offset += bytes;
        }
        return new Accepted(0, records.size(), Instant.EPOCH);
    }

    public Map<StreamId, DeliveryPlan> running() {
        return running;
    }

    public List<String> calls() {
        return calls;
    }

    public List<String> records() {
        return records;
    }

    private void called(String method, StreamId stream) {
        beforeEachCall.accept(method);
        calls.add(method + " " + stream.name());
    }
}
