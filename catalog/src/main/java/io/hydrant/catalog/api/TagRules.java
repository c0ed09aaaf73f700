package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What tags of databases, tables and crawlers must obey.
///
/// Source: Glue Developer Guide, tags.
final class TagRules {
    static final int TAGS_MAX = 50;
    private static final String RESERVED_PREFIX = "aws:";

    private TagRules() {}

    /// Adds tags and overwrites those of the same keys.
    ///
    /// @throws InvalidInput when a key is reserved, or there would be too many
    static SortedMap<String, String> added(
            SortedMap<String, String> present, Map<String, String> tags) {
        for (String key : tags.keySet()) {
            if (key.startsWith(RESERVED_PREFIX)) {
                throw new InvalidInput(
                        "Tag " + key + " begins with " + RESERVED_PREFIX + ", which is reserved.");
            }
        }
        SortedMap<String, String> next = new TreeMap<>(present);
        next.putAll(tags);
        if (next.size() > TAGS_MAX) {
            throw new InvalidInput(
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
