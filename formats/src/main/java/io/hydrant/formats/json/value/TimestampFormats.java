package io.hydrant.formats.json.value;

import io.hydrant.kernel.error.InvalidArgument;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads timestamps by the formats of Hive's JSON SerDe, in their order: Joda-Time patterns (see
/// [JodaPattern]), or `millis` for milliseconds since 1970 with or without a fraction. What none of
/// them reads is tried as `yyyy-[M]M-[d]d [H]H:[m]m:[s]s[.fraction]`. A format must read the whole
/// text. For one thread.
///
/// Source: Firehose API Reference, HiveJsonSerDe; Hive's `TimestampParser`.
public final class TimestampFormats {
    private static final String MILLIS = "millis";

    private final List<Optional<JodaPattern>> formats;
    private final Timestamps timestamps = new Timestamps();
    private final PatternTime time = new PatternTime();
    private long epochNanos;

    private TimestampFormats(List<Optional<JodaPattern>> formats) {
        this.formats = formats;
    }

    /// @throws InvalidArgument if one of the formats cannot be read, naming it
    public static TimestampFormats of(List<String> formats) {
        List<Optional<JodaPattern>> compiled = new ArrayList<>();
        for (String format : formats) {
            compiled.add(
                    format.equals(MILLIS)
                            ? Optional.empty()
                            : Optional.of(JodaPattern.compile(format)));
        }
        return new TimestampFormats(compiled);
    }

    /// Checks a format before a stream is made that uses it.
    ///
    /// @throws InvalidArgument if it cannot be read, naming it
    public static void requireReadable(String format) {
        of(List.of(format));
    }

    /// What the last successful call read.
    public long epochNanos() {
        return epochNanos;
    }

    /// @return whether it is a timestamp
    public boolean parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (Optional<JodaPattern> format : formats) {
            if (format.isEmpty() && timestamps.parseMillis(bytes, 0, bytes.length)) {
                epochNanos = timestamps.epochNanos();
                return true;
            }
            if (format.isPresent() && format.get().parse(text, time)) {
                epochNanos = time.epochNanos();
                return true;
            }
        }
        boolean local = timestamps.parseLocal(bytes, 0, bytes.length);
        epochNanos = local ? timestamps.epochNanos() : epochNanos;
        return local;
    }
}
