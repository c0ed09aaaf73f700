package io.hydrant.observability.api;

import io.hydrant.observability.logs.refusal.InvalidParameter;
import io.hydrant.observability.logs.refusal.TooManyTags;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What tags of groups must obey.
///
/// Source: CloudWatch Logs API Reference, TagResource.
final class TagRules {
    private static final int TAGS_MAX = 50;
    private static final String RESERVED_PREFIX = "aws:";

    private TagRules() {}

    /// Adds tags and overwrites those of the same keys.
    static SortedMap<String, String> added(
            SortedMap<String, String> present, Map<String, String> tags) {
        for (String key : tags.keySet()) {
            if (key.startsWith(RESERVED_PREFIX)) {
                throw new InvalidParameter(
                        "Tag %s begins with %s, which is reserved."
                                .formatted(key, RESERVED_PREFIX));
            }
        }
        SortedMap<String, String> next = new TreeMap<>(present);
        next.putAll(tags);
        if (next.size() > TAGS_MAX) {
            throw new TooManyTags(
                    "There may be %d tags but would be %d.".formatted(TAGS_MAX, next.size()));
        }
        return next;
    }

    /// Removes tags; keys that are not there are passed over.
    static SortedMap<String, String> removed(
            SortedMap<String, String> present, Collection<String> keys) {
        SortedMap<String, String> next = new TreeMap<>(present);
        next.keySet().removeAll(keys);
        return next;
    }
}
