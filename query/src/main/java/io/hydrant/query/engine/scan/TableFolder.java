package io.hydrant.query.engine.scan;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.storage.file.BucketName;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The objects of a table or partition: all whose keys begin with a prefix.
///
/// @param prefix empty, or ends in a slash
public record TableFolder(String bucket, String prefix) {
    private static final Pattern ADDRESS =
            Pattern.compile("s3[an]?://([^/]+)(?:/(.*))?", Pattern.DOTALL);

    /// @param location such as `s3://bucket/folder/`
    /// @throws QueryFailure when it is no address of the object store
    public static TableFolder of(String subject, String location) throws QueryFailure {
        Matcher address = ADDRESS.matcher(location);
        if (!address.matches() || !BucketName.isValid(address.group(1))) {
            throw QueryFailure.user(
                    "HIVE_INVALID_METADATA",
                    "%s has a location that is no address of the object store: '%s'"
                            .formatted(subject, location));
        }
        String path = address.group(2) == null ? "" : address.group(2);
        String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        return new TableFolder(address.group(1), prefix);
    }

    /// Whether an object below this folder is one of its files: no part of its name may begin with
    /// `_` or `.`, and it must not be empty.
    boolean holds(String key, long bytes) {
        if (bytes == 0 || !key.startsWith(prefix)) {
            return false;
        }
        int from = prefix.length();
        while (from >= 0 && from < key.length()) {
            char first = key.charAt(from);
            if (first == '_' || first == '.') {
                return false;
            }
            int slash = key.indexOf('/', from);
            from = slash < 0 ? -1 : slash + 1;
        }
        return true;
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
