package io.hydrant.conformance.s3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Objects in memory, as S3 keeps them: each put replaces the whole object. Safe for use by many
/// threads.
public final class StoredObjects {
    private final SortedMap<String, byte[]> byPath = new TreeMap<>();
    private final List<String> rewritten = new ArrayList<>();

    synchronized void put(String bucket, String key, byte[] content) {
        byte[] before = byPath.put(bucket + "/" + key, content);
        if (before != null && !Arrays.equals(before, content)) {
            rewritten.add(bucket + "/" + key);
        }
    }

    /// The keys of a bucket under a prefix with their content.
    public synchronized SortedMap<String, byte[]> under(String bucket, String prefix) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        String start = bucket + "/" + prefix;
        for (Map.Entry<String, byte[]> entry : byPath.tailMap(start).entrySet()) {
            if (!entry.getKey().startsWith(start)) {
                break;
            }
            found.put(entry.getKey().substring(bucket.length() + 1), entry.getValue());
        }
        return Collections.unmodifiableSortedMap(found);
    }

    /// Objects that were put twice with different content: an upload that is repeated must repeat
    /// itself to the byte.
    public synchronized List<String> rewritten() {
        return List.copyOf(rewritten);
    }

    public synchronized int count() {
        return byPath.size();
    }

    synchronized byte[] get(String bucket, String key) {
        return byPath.getOrDefault(bucket + "/" + key, new byte[0]);
    }

    synchronized boolean has(String bucket, String key) {
        return byPath.containsKey(bucket + "/" + key);
    }
}
