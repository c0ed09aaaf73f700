package io.hydrant.delivery.transform;

import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.StoredFrame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/// Reads what [MetadataWriter] wrote, and trusts none of it. For one thread.
final class MetadataReader {
    private final StoredFrame frame;
    private final String log;
    private final ByteBuffer bytes;

    /// @param log names where the frame lies, for messages
    MetadataReader(StoredFrame frame, String log) {
        this.frame = frame;
        this.log = log;
        this.bytes = frame.metadata().slice();
    }

    int next() {
        if (!bytes.hasRemaining()) {
            throw damaged("it ends early");
        }
        return bytes.get() & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = next();
            value |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw damaged("a number has more than ten bytes");
    }

    /// A number from 0 to a limit.
    int number(int max, String what) {
        long value = number();
        if (value < 0 || value > max) {
            throw damaged(
                    "%s is %s but may be at most %d"
                            .formatted(what, Long.toUnsignedString(value), max));
        }
        return (int) value;
    }

    /// How many of something follow that takes at least a byte each.
    int count(String what) {
        int count = number(Integer.MAX_VALUE, what);
        if (count > bytes.remaining()) {
            throw damaged("%s is %d but %d bytes follow".formatted(what, count, bytes.remaining()));
        }
        return count;
    }

    String text() {
        byte[] utf8 = new byte[count("length of a text")];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    Instant instant() {
        long seconds = number();
        int nanos = number(999_999_999, "nanoseconds");
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException _) {
            throw damaged("no instant has " + seconds + " seconds");
        }
    }

    void end() {
        if (bytes.hasRemaining()) {
            throw damaged(bytes.remaining() + " bytes are left over");
        }
    }

    LogFailed damaged(String why) {
        return new LogFailed(
                "metadata of frame " + frame.offset() + " of " + log + " is damaged: " + why);
    }
}
