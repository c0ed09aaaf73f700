package io.hydrant.streams.shard;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Arn;
import io.hydrant.kernel.name.Region;

import java.util.regex.Pattern;

/// Names a data stream: unique per account and region.
public record DataStreamId(AccountId account, Region region, String name) {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    public DataStreamId {
        if (!SHAPE.matcher(name).matches()) {
            throw new InvalidArgument(
                    "data stream name must be 1-128 of [a-zA-Z0-9_.-] but was '" + name + "'");
        }
    }

    public Arn arn() {
        return Arn.of("kinesis", region, account, "stream/" + name);
    }

    @Override
    public String toString() {
        return arn().toString();
    }
}
