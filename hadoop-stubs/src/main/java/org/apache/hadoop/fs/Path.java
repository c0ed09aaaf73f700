package org.apache.hadoop.fs;

/// The name of a file.
public final class Path {
    private final String name;

    public Path(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
