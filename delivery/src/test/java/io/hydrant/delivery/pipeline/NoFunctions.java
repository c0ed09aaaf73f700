package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.transform.TransformFunction;

/// For engines whose streams have no functions.
final class NoFunctions implements TransformFunction {
    @Override
    public Answer invoke(String functionArn, byte[] event) {
        throw new IllegalStateException("there is no function " + functionArn);
    }
}
