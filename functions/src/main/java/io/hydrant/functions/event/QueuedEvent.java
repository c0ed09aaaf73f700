package io.hydrant.functions.event;

import io.hydrant.functions.function.FunctionReference;

import java.time.Instant;

/// An invocation that waits. Its payload stays in the store.
///
/// @param id what the function knows it by
/// @param attempts invocations that reached the function and failed
/// @param hindrances times when it could not be reached
/// @param due when it is tried next
record QueuedEvent(
        String id,
        FunctionReference function,
        Instant accepted,
        int attempts,
        int hindrances,
        Instant due,
        int payloadBytes) {

    QueuedEvent failedOnce(Instant next) {
        return new QueuedEvent(
                id, function, accepted, attempts + 1, hindrances, next, payloadBytes);
    }

    QueuedEvent hinderedOnce(Instant next) {
        return new QueuedEvent(
                id, function, accepted, attempts, hindrances + 1, next, payloadBytes);
    }
}
