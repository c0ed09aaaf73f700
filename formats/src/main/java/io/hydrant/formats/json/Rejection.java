package io.hydrant.formats.json;

/// Why a record has no rows.
///
/// @param message as Firehose gives it in error objects
public record Rejection(Cause cause, String message) {
    /// The service's codes, without their common prefix.
    public enum Cause {
        PARSE_ERROR("DataFormatConversion.ParseError"),
        MALFORMED_DATA("DataFormatConversion.MalformedData");

        private final String code;

        Cause(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
