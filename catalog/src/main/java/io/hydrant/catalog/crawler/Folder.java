package io.hydrant.catalog.crawler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A folder of a bucket with what lies in it. For one thread.
final class Folder {
    private final String name;
    private final String path;
    private final Map<String, Folder> children = new TreeMap<>();
    private final List<FileFound> samples = new ArrayList<>();
    private long files;
    private long bytes;
    private Optional<FileSchema> schema = Optional.empty();

    /// A file to look at.
    record FileFound(String key, long bytes) {}

    /// @param name of the last part of the path; the bucket's for the whole bucket
    /// @param path its prefix of keys, with a slash at the end; empty for the whole bucket
    Folder(String name, String path) {
        this.name = name;
        this.path = path;
    }

    String name() {
        return name;
    }

    String path() {
        return path;
    }

    boolean hasChild(String childName) {
        return children.containsKey(childName);
    }

    Folder child(String childName) {
        return children.computeIfAbsent(
                childName, _ -> new Folder(childName, path + childName + "/"));
    }

    List<Folder> children() {
        return List.copyOf(children.values());
    }

    /// @param samplesMax how many files are kept to look at: the first ones, the last one always
    void add(FileFound file, int samplesMax) {
        files++;
        bytes += file.bytes();
        if (samples.size() < samplesMax) {
            samples.add(file);
        } else {
            samples.set(samplesMax - 1, file);
        }
    }

    int sampleCount() {
        return samples.size();
    }

    List<FileFound> samples() {
        return List.copyOf(samples);
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    void looksLike(FileSchema found) {
        schema = Optional.of(found);
    }

    /// Of its own files; empty when it has none, or none that are known.
    Optional<FileSchema> schema() {
        return schema;
    }

    /// The folders under it, and itself, that have known files.
    List<Folder> leaves() {
        List<Folder> found = new ArrayList<>();
        collect(found);
        return found;
    }

    private void collect(List<Folder> found) {
        if (schema.isPresent()) {
            found.add(this);
        }
        children.values().forEach(child -> child.collect(found));
    }
}
