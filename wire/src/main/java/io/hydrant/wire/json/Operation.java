package io.hydrant.wire.json;

/// One operation of a JSON service. Called by many threads at once.
public interface Operation {
    /// As the service names it, such as `PutRecordBatch`.
    String name();

    /// Answers the call with the JSON of its output. Refusals are thrown in domain terms; the
    /// service's error mapping decides how the wire shows them.
    byte[] answer(ApiCall call);
}
