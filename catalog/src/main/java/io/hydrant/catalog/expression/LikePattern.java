package io.hydrant.catalog.expression;

/// SQL's LIKE: `%` stands for any text, `_` for any one character. Time is bounded by the product
/// of both lengths.
final class LikePattern {
    private LikePattern() {}

    static boolean matches(String pattern, String text) {
        int at = 0;
        int place = 0;
        int percent = -1;
        int retry = 0;
        while (at < text.length()) {
            if (place < pattern.length() && pattern.charAt(place) == '%') {
                percent = place++;
                retry = at;
            } else if (place < pattern.length()
                    && (pattern.charAt(place) == '_' || pattern.charAt(place) == text.charAt(at))) {
                place++;
                at++;
            } else if (percent >= 0) {
                place = percent + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (place < pattern.length() && pattern.charAt(place) == '%') {
            place++;
        }
        return place == pattern.length();
    }
}
