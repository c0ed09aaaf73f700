package io.hydrant.delivery.transform;

import io.hydrant.delivery.transform.TransformFunction.Answer.Failed;

/// How error objects name what keeps a function from transforming records.
///
/// Source: error objects of the service, and the Firehose Developer Guide, monitoring with
/// CloudWatch Logs.
final class FunctionFailures {
    static final Failed FUNCTION_ERROR =
            new Failed(
                    "Lambda.FunctionError",
                    "The Lambda function was successfully invoked but it returned an error"
                            + " result.");

    static final Failed TIMED_OUT =
            new Failed(
                    "Lambda.FunctionTimedOut",
                    "The Lambda function invocation timed out. Increase the Timeout setting in the"
                            + " Lambda function.");

    /// The function may run for longer than is waited for it here.
    static final Failed RAN_TOO_LONG =
            new Failed(
                    "Lambda.FunctionTimedOut",
                    "The Lambda function invocation timed out. The maximum supported function"
                            + " timeout is 5 minutes.");

    static final Failed LIMIT_EXCEEDED =
            new Failed(
                    "Lambda.InvokeLimitExceeded",
                    "The Lambda concurrent execution limit is exceeded. Increase the concurrent"
                            + " execution limit.");

    static final Failed NOT_FOUND =
            new Failed(
                    "Lambda.ResourceNotFound",
                    "The specified Lambda function does not exist. Use a different function that"
                            + " does exist.");

    private static final int MESSAGE_CHARS_MAX = 1_000;

    private FunctionFailures() {}

    /// Another error of Invoke.
    static Failed of(String lambdaCode, String message) {
        String shown =
                message.length() <= MESSAGE_CHARS_MAX
                        ? message
                        : message.substring(0, MESSAGE_CHARS_MAX) + "...";
        return new Failed("Lambda." + lambdaCode, shown);
    }
}
