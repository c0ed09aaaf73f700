package io.hydrant.delivery.transform;

import io.hydrant.functions.runtime.Payload;

/// Runs the functions that transform records. Safe for use by many threads.
public interface TransformFunction {
    /// Runs a function once and waits for what becomes of it.
    Answer invoke(String functionArn, byte[] event) throws InterruptedException;

    /// The same, with arrays that are lent. A function that knows nothing of them takes and returns
    /// arrays of its own.
    default Answer invoke(String functionArn, Payload event) throws InterruptedException {
        return invoke(functionArn, event.toBytes());
    }

    /// What became of one invocation.
    sealed interface Answer {
        /// @param payload what the function returned: JSON, or whatever it is
        record Returned(Payload payload) implements Answer {
            public Returned(byte[] payload) {
                this(Payload.of(payload));
            }
        }

        /// The function failed, timed out, or could not be run.
        ///
        /// @param code as error objects show it, such as `Lambda.FunctionTimedOut`
        /// @param message as error objects show it
        record Failed(String code, String message) implements Answer {}
    }
}
