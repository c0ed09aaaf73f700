package io.hydrant.functions.api;

import io.hydrant.functions.refusal.InvalidParameter;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What tags may be.
///
/// Source: Lambda Developer Guide, tags.
final class TagRules {
    private static final int COUNT_MAX = 50;
    private static final int KEY_CHARS_MAX = 128;
    private static final int VALUE_CHARS_MAX = 256;

    private TagRules() {}

    static SortedMap<String, String> of(Map<String, String> tags) {
        return added(new TreeMap<>(), tags);
    }

    /// @throws InvalidParameter naming the tag that breaks a rule
    static SortedMap<String, String> added(
            SortedMap<String, String> before, Map<String, String> tags) {
        SortedMap<String, String> after = new TreeMap<>(before);
        tags.forEach(
                (key, value) -> {
                    require(key, value);
                    after.put(key, value);
                });
        if (after.size() > COUNT_MAX) {
            throw new InvalidParameter(
                    "a resource has at most " + COUNT_MAX + " tags but would have " + after.size());
        }
        return after;
    }

    private static void require(String key, String value) {
        if (key.isEmpty() || key.length() > KEY_CHARS_MAX) {
            throw new InvalidParameter(
                    "a tag's key must be 1-128 characters but '" + key + "' has " + key.length());
        }
        if (value == null || value.length() > VALUE_CHARS_MAX) {
            throw new InvalidParameter(
                    "the value of tag '" + key + "' must be there and at most 256 characters");
        }
        if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw new InvalidParameter(
                    "a tag's key must not begin with aws: but was '" + key + "'");
        }
    }
}
