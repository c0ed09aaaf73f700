package io.hydrant.observability.logs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads parts of files. No file stays open between two parts: thousands of streams may be read at
/// once, and files go while they are read.
final class Block {
    private Block() {}

    /// @return shorter, or empty, where the file ends or is gone
    static byte[] read(Path file, long offset, int length) throws IOException {
        if (length <= 0 || !Files.exists(file)) {
            return new byte[0];
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[length];
            open.seek(offset);
            int filled = 0;
            int read = open.read(bytes);
            while (read > 0) {
                filled += read;
                read = open.read(bytes, filled, length - filled);
            }
            return filled == length ? bytes : Arrays.copyOf(bytes, filled);
        } catch (FileNotFoundException _) {
            return new byte[0]; // expired meanwhile
        }
    }
}
