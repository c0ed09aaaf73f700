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

    /// @throws InvalidArgument when it is no ARN of a delivery stream
    public static StreamId ofArn(String arn) {
        String[] parts = arn.split("[:/]", 7);
        if (parts.length != 7
                || !parts[0].equals("arn")
                || !parts[2].equals("firehose")
                || !parts[5].equals("deliverystream")) {
            throw new InvalidArgument("'" + arn + "' is not the ARN of a delivery stream");
        }
        return new StreamId(new AccountId(parts[4]), new Region(parts[3]), parts[6]);
    }

    public Arn arn() {
        return Arn.of("firehose", region, account, "deliverystream/" + name);
    }

    @Override
    public String toString() {
        return arn().toString();
    }
}
