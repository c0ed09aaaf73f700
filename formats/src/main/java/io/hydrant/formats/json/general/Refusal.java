package io.hydrant.formats.json.general;

/// A value that its column cannot hold. Thrown on the way down to the value, caught where the
/// record is rejected.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Longer values are cut in messages: these go into error objects beside the record itself.
    private static final int VALUE_CHARS_MAX = 1_000;

    private static final String SCHEMA = "Data does not match the schema. ";

    private Refusal(String message) {
        super(message, null, false, false);
    }

    /// The library's reason behind the service's words.
    static Refusal mismatch(String reason) {
        return new Refusal(SCHEMA + reason);
    }

    static Refusal input(String text) {
        return mismatch("For input string: \"" + shown(text) + "\"");
    }

    /// As Java says it of values that are something else altogether.
    static Refusal cast(String actualClass, String wantedClass) {
        return mismatch(actualClass + " cannot be cast to " + wantedClass);
    }

    /// As the service says it of nested values in columns that hold none.
    static Refusal format() {
        return new Refusal(
                "One or more fields have incorrect format. Exception when validating field (root)");
    }

    static String shown(String text) {
        return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "...";
    }
}
