package io.hydrant.delivery.transform;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A function that returns records as they are. Tests may hold back its answers, and make it fail.
///
/// Events are told apart by the text of their first record.
final class EchoFunction implements TransformFunction {
    final List<byte[]> events = new CopyOnWriteArrayList<>();
    final AtomicInteger runningMost = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    /// The answer to this event comes only after [#letGo].
    EchoFunction hold(String first) {
        held.put(first, new CountDownLatch(1));
        return this;
    }

    void letGo(String first) {
        held.get(first).countDown();
    }

    /// Fails so often on this event.
    EchoFunction fail(String first, int times) {
        failures.put(first, new AtomicInteger(times));
        return this;
    }

    /// Waits until the function runs on an event.
    void awaitBegin(String first) throws InterruptedException {
        begin(first).await();
    }

    @Override
    public Answer invoke(String functionArn, byte[] event) throws InterruptedException {
        String first = LaneHarness.sent(event).getFirst();
        events.add(event);
        runningMost.accumulateAndGet(running.incrementAndGet(), Math::max);
        begin(first).countDown();
        try {
            CountDownLatch gate = held.get(first);
            if (gate != null) {
                gate.await();
            }
            AtomicInteger rest = failures.get(first);
            return rest != null && rest.getAndDecrement() > 0
                    ? FunctionFailures.LIMIT_EXCEEDED
                    : echo(event);
        } finally {
            running.decrementAndGet();
        }
    }

    static Answer.Returned echo(byte[] event) {
        List<String> records = new ArrayList<>();
        for (JsonNode record : LaneHarness.tree(event).get("records")) {
            records.add(
                    "{\"recordId\":\"%s\",\"result\":\"Ok\",\"data\":\"%s\"}"
                            .formatted(
                                    record.get("recordId").asText(), record.get("data").asText()));
        }
        String answer = "{\"records\":[" + String.join(",", records) + "]}";
        return new Answer.Returned(answer.getBytes(StandardCharsets.UTF_8));
    }

    private CountDownLatch begin(String first) {
        return begun.computeIfAbsent(first, _ -> new CountDownLatch(1));
    }
}
