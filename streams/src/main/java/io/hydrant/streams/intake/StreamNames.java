package io.hydrant.streams.intake;

/// Knows what names of streams consist of, in both services.
public final class StreamNames {
    private StreamNames() {}

    /// Whether it is 1 to `bytesMax` of `[a-zA-Z0-9_.-]`.
    public static boolean isName(byte[] text, int start, int bytes, int bytesMax) {
        if (bytes < 1 || bytes > bytesMax) {
            return false;
        }
        for (int at = start; at < start + bytes; at++) {
            if (!isNameCharacter(text[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNameCharacter(byte character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '_'
                || character == '.'
                || character == '-';
    }
}
