package io.hydrant.storage.file;

import java.util.List;

/// A stretch of a bucket's keys.
///
/// @param last the last key or common prefix in it, from which the next page goes on
public record ListPage(
        List<FileObject> objects, List<String> commonPrefixes, boolean truncated, String last) {
    public ListPage {
        objects = List.copyOf(objects);
        commonPrefixes = List.copyOf(commonPrefixes);
    }
}
