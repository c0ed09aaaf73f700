package io.hydrant.cli.convert;

import io.hydrant.formats.json.Rejection;

import java.util.regex.Pattern;

/// A document that has no rows, and why.
///
/// @param code as error objects have it, such as `DataFormatConversion.MalformedData`
record Rejected(Block.Place place, String code, String message) {
    private static final int MESSAGE_LENGTH_MAX = 300;

    /// Up to the end, if the message was cut inside.
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*(?:\"|$)");

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    static Rejected of(Block.Place place, Rejection rejection) {
        return new Rejected(place, rejection.cause().code(), rejection.message());
    }

    static Rejected malformed(Block.Place place, String message) {
        return new Rejected(place, Rejection.Cause.MALFORMED_DATA.code(), message);
    }

    /// The cause without the values in it, so that many rejections are told of as one.
    String kind() {
        String text = cut(message, MESSAGE_LENGTH_MAX);
        return code + ": " + DIGITS.matcher(QUOTED.matcher(text).replaceAll("...")).replaceAll("N");
    }

    /// For a person: one line, not too long.
    @Override
    public String toString() {
        String text = BLANKS.matcher(cut(message, MESSAGE_LENGTH_MAX)).replaceAll(" ").strip();
        return "%s: %s, as in %s".formatted(code, text, place);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }
}
