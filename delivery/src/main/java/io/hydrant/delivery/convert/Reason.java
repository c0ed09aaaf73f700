package io.hydrant.delivery.convert;

import io.hydrant.formats.json.Rejection;

import java.nio.charset.StandardCharsets;

/// Why records have no rows, as error objects and delivery logs show it.
///
/// Source: observed error objects; the code of an unusable schema is ours.
public record Reason(String code, String message) {
    private static final int FAILURE_CHARS_MAX = 4_000;
    static final String NOT_FOUND = "DataFormatConversion.EntityNotFound";
    static final String INVALID_SCHEMA = "DataFormatConversion.InvalidSchema";
    static final String FAILURE = "DataFormatConversion.ConversionFailureException";

    /// A reader took a record that it had rejected; it has no rows all the same.
    static final Reason UNREPEATED =
            new Reason(FAILURE, "The record could not be converted at the first attempt.");

    static Reason of(Rejection rejection) {
        return new Reason(rejection.cause().code(), rejection.message());
    }

    /// Something went wrong that has nothing to do with what the service knows.
    public static Reason failure(Throwable unforeseen) {
        String message =
                "The record could not be converted: "
                        + unforeseen.getClass().getSimpleName()
                        + (unforeseen.getMessage() == null ? "" : ": " + unforeseen.getMessage());
        return new Reason(FAILURE, shortened(message));
    }

    /// The ledger keeps it; what may quote records has no bound of its own, nor always UTF-8.
    private static String shortened(String message) {
        int length = Math.min(message.length(), FAILURE_CHARS_MAX);
        byte[] text = message.substring(0, length).getBytes(StandardCharsets.UTF_8);
        return new String(text, StandardCharsets.UTF_8);
    }
}
