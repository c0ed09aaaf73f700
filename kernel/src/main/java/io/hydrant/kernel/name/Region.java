package io.hydrant.kernel.name;

import io.hydrant.kernel.error.InvalidArgument;

import java.util.regex.Pattern;

/// The region a resource lives in, taken from the signature of the request that made it.
public record Region(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,62}");

    public Region {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidArgument(
                    "region must be 2-63 lower-case letters, digits and dashes but was '"
                            + value
                            + "'");
        }
    }

    /// The ARN partition the region belongs to: `aws`, `aws-cn` or `aws-us-gov`.
    public String partition() {
        if (value.startsWith("cn-")) {
            return "aws-cn";
        }
        return value.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    @Override
    public String toString() {
        return value;
    }
}
