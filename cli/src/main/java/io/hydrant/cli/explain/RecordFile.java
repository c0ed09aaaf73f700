package io.hydrant.cli.explain;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Files that are read whole: records to be explained, configurations, answers.
public final class RecordFile {
    /// More than a record may have; many records of a sample, one on each line.
    private static final int BYTES_MAX = 16 << 20;

    private RecordFile() {}

    /// The bytes of a file.
    ///
    /// @param option names it in messages, as in `--record`
    public static byte[] read(String option, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(option + " " + file, in);
        } catch (NoSuchFileException e) {
            throw new CommandFailed("%s %s: there is no such file".formatted(option, file), e);
        } catch (IOException e) {
            throw new CommandFailed("%s %s cannot be read: %s".formatted(option, file, e), e);
        }
    }

    /// All bytes of a stream, which stays open.
    ///
    /// @param subject names it in messages
    public static byte[] read(String subject, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new CommandFailed("%s has more than %,d bytes".formatted(subject, BYTES_MAX));
        }
        return bytes;
    }

    /// The lines, without what ends them; there is none behind the last line break.
    public static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                boolean windows = i > start && bytes[i - 1] == '\r';
                lines.add(Arrays.copyOfRange(bytes, start, windows ? i - 1 : i));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return lines;
    }
}
