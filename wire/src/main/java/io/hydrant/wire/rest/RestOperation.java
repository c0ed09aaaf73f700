package io.hydrant.wire.rest;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.util.function.Supplier;

/// One operation of a REST service in terms of the SDK's model classes. Called by many threads.
///
/// @param name as the service names it, such as `CreateFunction`
/// @param bodyBytesMax longest body; a longer one is refused with [RequestTooLarge]
/// @param input gives the builder of the input class
public record RestOperation<I extends SdkPojo>(
        String name,
        int bodyBytesMax,
        Supplier<? extends SdkBuilder<?, I>> input,
        Handler<I> handler) {
    /// Most bodies are configuration.
    public static final int BODY_BYTES_MAX = 1 << 20;

    /// Does what the operation is for.
    @FunctionalInterface
    public interface Handler<I extends SdkPojo> {
        /// @param input meets every constraint of the service model
        SdkPojo handle(I input, RestCall call);
    }

    public static <B extends SdkPojo & SdkBuilder<B, I>, I extends SdkPojo> RestOperation<I> of(
            String name, Supplier<B> input, Handler<I> handler) {
        return new RestOperation<>(name, BODY_BYTES_MAX, input, handler);
    }

    /// The same operation for bodies of another length.
    public RestOperation<I> upTo(int bytes) {
        return new RestOperation<>(name, bytes, input, handler);
    }
}
