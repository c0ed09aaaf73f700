package io.hydrant.functions.function;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Arn;
import io.hydrant.kernel.name.Region;

import java.util.regex.Pattern;

/// Names a function: unique per account and region.
public record FunctionName(AccountId account, Region region, String name) {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9-_]{1,64}");

    public FunctionName {
        if (!SHAPE.matcher(name).matches()) {
            throw new InvalidArgument(
                    "function name must be 1-64 of [a-zA-Z0-9-_] but was '" + name + "'");
        }
    }

    /// Without a version.
    public Arn arn() {
        return Arn.of("lambda", region, account, "function:" + name);
    }

    @Override
    public String toString() {
        return arn().toString();
    }
}
