package io.hydrant.wire.json;

import io.hydrant.wire.constraint.ServiceConstraints;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.util.function.Supplier;

/// One operation of a JSON service. Called by many threads at once.
public interface Operation {
    /// As the service names it, such as `PutRecordBatch`.
    String name();

    /// Answers the call in its encoding. Refusals are thrown in domain terms; the service's error
    /// mapping decides how the wire shows them.
    Answer answer(ApiCall call);

    /// An operation in terms of the SDK's model classes: reads the input, checks it against the
    /// service model, and writes the output.
    ///
    /// `Operation.typed("PutRecord", PutRecordRequest::builder, constraints, (input, call) -> ...)`
    ///
    /// @param input gives the builder of the input class
    static <B extends SdkPojo & SdkBuilder<B, I>, I extends SdkPojo> Operation typed(
            String name,
            Supplier<B> input,
            ServiceConstraints constraints,
            TypedOperation.Handler<I> handler) {
        return new TypedOperation<>(name, input, constraints, handler);
    }
}
