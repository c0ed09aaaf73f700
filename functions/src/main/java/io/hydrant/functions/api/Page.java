package io.hydrant.functions.api;

import io.hydrant.functions.refusal.InvalidParameter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Some of a list in order of names, and where the rest begins.
///
/// @param nextMarker null at the end
record Page<T>(List<T> items, String nextMarker) {
    private static final int ITEMS_MAX = 50;

    /// What a request says of the page it wants; both may be null.
    record Wanted(String marker, Integer maxItems) {}

    /// @param names of items, ascending and all different
    static <T> Page<T> of(List<T> all, Function<T, String> names, Wanted wanted) {
        return of(all, names, wanted, ITEMS_MAX);
    }

    /// @param itemsMax whatever the request wants
    static <T> Page<T> of(List<T> all, Function<T, String> names, Wanted wanted, int itemsMax) {
        String after = place(wanted.marker());
        int limit = Math.min(Optional.ofNullable(wanted.maxItems()).orElse(itemsMax), itemsMax);
        List<T> rest = all.stream().filter(item -> names.apply(item).compareTo(after) > 0).toList();
        if (rest.size() <= limit) {
            return new Page<>(rest, null);
        }
        String last = names.apply(rest.get(limit - 1));
        return new Page<>(
                rest.subList(0, limit),
                Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }

    private static String place(String marker) {
        if (marker == null || marker.isEmpty()) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new InvalidParameter("Invalid Marker: '" + marker + "'");
        }
    }
}
