package io.hydrant.formats.json;

import java.util.List;
import java.util.Map;

/// How JSON is understood.
///
/// Source: Firehose API Reference, Deserializer.
public sealed interface JsonDialect {
    /// @param caseInsensitive whether all keys are lower-cased before they are looked at
    /// @param dotsToUnderscores whether `.` in keys stands for `_` in names of columns
    /// @param keysByColumn the JSON key of columns that are named differently
    record OpenX(
            boolean caseInsensitive, boolean dotsToUnderscores, Map<String, String> keysByColumn)
            implements JsonDialect {
        public static final OpenX DEFAULTS = new OpenX(true, false, Map.of());

        public OpenX {
            keysByColumn = Map.copyOf(keysByColumn);
        }
    }

    /// @param timestampFormats Joda-Time patterns or `millis`, tried in their order
    record Hive(List<String> timestampFormats) implements JsonDialect {
        public Hive {
            timestampFormats = List.copyOf(timestampFormats);
        }
    }
}
