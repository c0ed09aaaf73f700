package io.hydrant.control;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a resource's owner keeps in it.
///
/// @param body JSON text; the store does not look inside
/// @param tags in order of their keys
public record ResourceContent(String body, SortedMap<String, String> tags) {
    public ResourceContent {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    public static ResourceContent of(String body) {
        return new ResourceContent(body, Collections.emptySortedMap());
    }

    public static ResourceContent of(String body, Map<String, String> tags) {
        return new ResourceContent(body, new TreeMap<>(tags));
    }
}
