package io.hydrant.delivery.convert;

import io.hydrant.formats.json.Rejection;

/// Why records have no rows, as error objects and delivery logs show it.
///
/// Source: observed error objects; the code of an unusable schema is ours.
public record Reason(String code, String message) {
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
    static Reason failure(Throwable unforeseen) {
        return new Reason(
                FAILURE,
                "The record could not be converted: "
                        + unforeseen.getClass().getSimpleName()
                        + (unforeseen.getMessage() == null ? "" : ": " + unforeseen.getMessage()));
    }
}
