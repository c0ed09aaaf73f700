package org.apache.hadoop.fs;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// A part of a file that is to be read.
public interface FileRange {
    static FileRange createFileRange(long offset, int length) {
        CompletableFuture<ByteBuffer> data = new CompletableFuture<>();
        return new FileRange() {
            @Override
            public long getOffset() {
                return offset;
            }

            @Override
            public int getLength() {
                return length;
            }

            @Override
            public CompletableFuture<ByteBuffer> getData() {
                return data;
            }
        };
    }

    long getOffset();

    int getLength();

    /// Its bytes, once they were read.
    CompletableFuture<ByteBuffer> getData();
}
