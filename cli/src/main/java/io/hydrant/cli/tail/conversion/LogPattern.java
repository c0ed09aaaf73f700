package io.hydrant.cli.tail.conversion;

import java.util.List;
import java.util.regex.Pattern;

/// How a log line is taken apart.
///
/// @param regex must match the whole line; has one group per field
/// @param dashIsNull whether a field that is `-` is absent, as in Apache's formats
public record LogPattern(Pattern regex, List<String> fieldNames, boolean dashIsNull) {
    public LogPattern {
        fieldNames = List.copyOf(fieldNames);
        int groups = regex.matcher("").groupCount();
        if (groups != fieldNames.size()) {
            throw new IllegalArgumentException(
                    "the pattern has "
                            + groups
                            + " groups but there are "
                            + fieldNames.size()
                            + " field names");
        }
    }
}
