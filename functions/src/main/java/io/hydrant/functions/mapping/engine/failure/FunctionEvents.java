package io.hydrant.functions.mapping.engine.failure;

import io.hydrant.functions.Functions;
import io.hydrant.functions.event.EventQueue;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.refusal.NotFound;

import java.util.Optional;
import java.util.UUID;

/// Hands failure records to functions, as events: they are durable once the queue has them. Safe
/// for use by many threads.
///
/// @param functions says whether a function is there
public record FunctionEvents(Functions functions, EventQueue events)
        implements Destinations.RecordSink {
    @Override
    public void put(String arn, String key, byte[] failureRecord) {
        if (!functions.exists(arn)) {
            throw new NotFound("Function not found: " + arn);
        }
        String requestId = UUID.randomUUID().toString();
        events.accept(
                Functions.reference(arn),
                new Invoker.Request(requestId, failureRecord, Optional.empty()));
    }
}
