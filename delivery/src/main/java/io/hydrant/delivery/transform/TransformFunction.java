package io.hydrant.delivery.transform;

/// Runs the functions that transform records. Safe for use by many threads.
public interface TransformFunction {
    /// Runs a function once and waits for what becomes of it.
    Answer invoke(String functionArn, byte[] event) throws InterruptedException;

    /// What became of one invocation.
    sealed interface Answer {
        /// @param payload what the function returned: JSON, or whatever it is
        record Returned(byte[] payload) implements Answer {}

        /// The function failed, timed out, or could not be run.
        ///
        /// @param code as error objects show it, such as `Lambda.FunctionTimedOut`
        /// @param message as error objects show it
        record Failed(String code, String message) implements Answer {}
    }
}
