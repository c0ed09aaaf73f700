package io.hydrant.streams.log;

import io.hydrant.kernel.error.InvalidArgument;

import java.util.regex.Pattern;

/// Names a partition of the log: 1 to 8 segments of letters, digits, `.`, `_`, `-`, `=` joined by
/// `/`, such as `firehose/eu-west-1/clicks/lane-0`. Safe as a relative path: no segment is `.` or
/// `..`.
public record PartitionName(String value) {
    private static final String SEGMENT = "(?!\\.\\.?(/|$))[A-Za-z0-9._=-]{1,128}";
    private static final Pattern SHAPE = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,7}");

    public PartitionName {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidArgument(
                    "partition name must be 1-8 path segments but was '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
