package io.hydrant.cli.convert;

import io.hydrant.formats.json.Rejection;

/// A document that has no rows, and why.
///
/// @param code as error objects have it, such as `DataFormatConversion.MalformedData`
record Rejected(Block.Place place, String code, String message) {
    static Rejected of(Block.Place place, Rejection rejection) {
        return new Rejected(place, rejection.cause().code(), rejection.message());
    }

    static Rejected malformed(Block.Place place, String message) {
        return new Rejected(place, Rejection.Cause.MALFORMED_DATA.code(), message);
    }

    /// The cause without the values in it, so that many rejections are told of as one.
    String kind() {
        return code
                + ": "
                + message.replaceAll("(?s)\"[^\"]*\"", "\"...\"")
                        .replaceAll("\\d+", "N")
                        .replaceAll("\\s+", " ")
                        .strip();
    }
}
