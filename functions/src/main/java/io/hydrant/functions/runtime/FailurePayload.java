package io.hydrant.functions.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// What a caller gets when the platform, not the function, tells the failure.
///
/// Source: answers of the service, 2022-2026.
///
/// @param type of the error
/// @param json the payload
public record FailurePayload(String type, byte[] json) {
    private static final Map<Integer, String> SIGNALS =
            Map.ofEntries(
                    Map.entry(1, "hangup"),
                    Map.entry(2, "interrupt"),
                    Map.entry(3, "quit"),
                    Map.entry(4, "illegal instruction"),
                    Map.entry(5, "trace/breakpoint trap"),
                    Map.entry(6, "aborted"),
                    Map.entry(7, "bus error"),
                    Map.entry(8, "floating point exception"),
                    Map.entry(9, "killed"),
                    Map.entry(10, "user defined signal 1"),
                    Map.entry(11, "segmentation fault"),
                    Map.entry(12, "user defined signal 2"),
                    Map.entry(13, "broken pipe"),
                    Map.entry(14, "alarm clock"),
                    Map.entry(15, "terminated"));

    public static FailurePayload timedOut(String requestId, Duration timeout) {
        return ofRequest("Sandbox.Timedout", requestId, timedOutText(timeout));
    }

    public static String timedOutText(Duration timeout) {
        return String.format(
                Locale.ROOT, "Task timed out after %.2f seconds", timeout.toMillis() / 1e3);
    }

    /// @param exitValue above 128: the signal that ended the process, as shells tell it
    public static FailurePayload exited(String requestId, int exitValue) {
        return ofRequest("Runtime.ExitError", requestId, exitText(exitValue));
    }

    /// Ended by the platform or by somebody else.
    public static FailurePayload killed(String requestId) {
        return exited(requestId, 128 + 9);
    }

    public static FailurePayload invalidEntrypoint(String requestId, String reason) {
        return ofRequest("Runtime.InvalidEntrypoint", requestId, reason);
    }

    public static FailurePayload responseTooLarge() {
        String type = "Function.ResponseSizeTooLarge";
        String message =
                "Response payload size exceeded maximum allowed payload size ("
                        + InvocationOutcome.PAYLOAD_BYTES_MAX
                        + " bytes).";
        return new FailurePayload(
                type,
                ("{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}")
                        .getBytes(UTF_8));
    }

    private static String exitText(int exitValue) {
        if (exitValue == 0) {
            return "Runtime exited without providing a reason";
        }
        String signal = SIGNALS.get(exitValue - 128);
        return "Runtime exited with error: "
                + (signal == null ? "exit status " + exitValue : "signal: " + signal);
    }

    /// @param message what follows the id of the request
    public static FailurePayload ofRequest(String type, String requestId, String message) {
        String text = "RequestId: " + requestId + " Error: " + message;
        return new FailurePayload(
                type,
                ("{\"errorType\":\"" + type + "\",\"errorMessage\":" + quoted(text) + "}")
                        .getBytes(UTF_8));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
