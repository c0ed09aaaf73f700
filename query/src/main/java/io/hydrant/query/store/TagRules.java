package io.hydrant.query.store;

import io.hydrant.query.refusal.InvalidRequest;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What tags must obey.
///
/// Source: Athena User Guide, tags.
public final class TagRules {
    private static final int TAGS_MAX = 50;
    private static final String RESERVED_PREFIX = "aws:";

    private TagRules() {}

    /// Adds tags and overwrites those of the same keys.
    ///
    /// @throws InvalidRequest when a key is reserved, or there would be too many
    public static SortedMap<String, String> added(
            SortedMap<String, String> present, Map<String, String> tags) {
        for (String key : tags.keySet()) {
            if (key.startsWith(RESERVED_PREFIX)) {
                throw new InvalidRequest(
                        "Tag " + key + " begins with " + RESERVED_PREFIX + ", which is reserved.");
            }
        }
        SortedMap<String, String> next = new TreeMap<>(present);
        next.putAll(tags);
        if (next.size() > TAGS_MAX) {
            throw new InvalidRequest(
                    "There may be %d tags but would be %d.".formatted(TAGS_MAX, next.size()));
        }
        return next;
    }

    /// Removes tags; keys that are not there are passed over.
    public static SortedMap<String, String> removed(
            SortedMap<String, String> present, Collection<String> keys) {
        SortedMap<String, String> next = new TreeMap<>(present);
        next.keySet().removeAll(keys);
        return next;
    }
}
