package io.hydrant.wire.json;

import io.hydrant.wire.constraint.ServiceConstraints;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.util.function.Supplier;

/// An operation whose handler sees the SDK's model classes. Made by [Operation#typed].
///
/// @param <I> the input class
public final class TypedOperation<I extends SdkPojo> implements Operation {
    /// Does what the operation is for. Called by many threads at once.
    @FunctionalInterface
    public interface Handler<I extends SdkPojo> {
        /// @param input meets every constraint of the service model
        /// @return the output; a class without members answers as the [Dialect] says
        SdkPojo handle(I input, ApiCall call);
    }

    private final String name;
    private final Supplier<? extends SdkBuilder<?, I>> input;
    private final ServiceConstraints constraints;
    private final Handler<I> handler;

    <B extends SdkPojo & SdkBuilder<B, I>> TypedOperation(
            String name, Supplier<B> input, ServiceConstraints constraints, Handler<I> handler) {
        this.name = name;
        this.input = input;
        this.constraints = constraints;
        this.handler = handler;
    }

    @Override
    public String name() {
        return name;
    }

    /// @throws MalformedRequest if the body does not read as the input class
    /// @throws io.hydrant.wire.constraint.ValidationFailed if it breaks the service model
    @Override
    public Answer answer(ApiCall call) {
        I read = Codec.read(call, input.get());
        constraints.require(name, read);
        SdkPojo output = handler.handle(read, call);
        byte[] body = Codec.write(output, call.encoding());
        return output.sdkFields().isEmpty() ? Answer.ofNothing(body) : Answer.of(body);
    }
}
