package io.hydrant.delivery.stream;

import java.util.List;

/// A page of names.
///
/// @param more whether there are further names after the last
public record StreamListing(List<String> names, boolean more) {
    public StreamListing {
        names = List.copyOf(names);
    }
}
