package io.hydrant.delivery.plan;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Arn;
import io.hydrant.kernel.name.Region;

import java.util.regex.Pattern;

/// Names a delivery stream: unique per account and region.
public record StreamId(AccountId account, Region region, String name) {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    public StreamId {
        if (!SHAPE.matcher(name).matches()) {
            throw new InvalidArgument(
                    "delivery stream name must be 1-64 of [a-zA-Z0-9_.-] but was '" + name + "'");
        }
    }

    public Arn arn() {
        return Arn.of("firehose", region, account, "deliverystream/" + name);
    }

    @Override
    public String toString() {
        return arn().toString();
    }
}
