package io.hydrant.delivery.pipeline;

import java.nio.charset.StandardCharsets;

/// What S3 asks of the keys of objects.
final class ObjectKeys {
    static final int BYTES_MAX = 1_024;

    private ObjectKeys() {}

    /// The same text without halves of surrogate pairs, which no encoding has: so the key is the
    /// same when it was read back from the ledger.
    static String encodable(String key) {
        return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /// In UTF-8.
    static int bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }

    /// Whether a key leads out of its bucket, read from left to right as a path: no S3 takes it in
    /// a request.
    static boolean climbs(String key) {
        int depth = 0;
        for (String element : key.split("/")) {
            if (element.equals("..")) {
                depth--;
            } else if (!element.isEmpty() && !element.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }
}
