package io.hydrant.functions.layer;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Arn;
import io.hydrant.kernel.name.Region;

import java.util.regex.Pattern;

/// Names a layer: unique per account and region.
public record LayerName(AccountId account, Region region, String name) {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9-_]{1,64}");

    public LayerName {
        if (!SHAPE.matcher(name).matches()) {
            throw new InvalidArgument(
                    "layer name must be 1-64 of [a-zA-Z0-9-_] but was '" + name + "'");
        }
    }

    /// Without a version.
    public Arn arn() {
        return Arn.of("lambda", region, account, "layer:" + name);
    }

    public String arn(long version) {
        return arn() + ":" + version;
    }
}
