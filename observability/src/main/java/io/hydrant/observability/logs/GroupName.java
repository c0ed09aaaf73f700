package io.hydrant.observability.logs;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Arn;
import io.hydrant.kernel.name.Region;

/// Names a log group: unique per account and region.
///
/// @param name 1-512 characters; the API allows less than a store can keep
public record GroupName(AccountId account, Region region, String name) {
    private static final int CHARS_MAX = 512;

    public GroupName {
        if (name.isEmpty() || name.length() > CHARS_MAX) {
            throw new InvalidArgument(
                    "log group name must be 1-512 characters but was '" + name + "'");
        }
    }

    public Arn arn() {
        return Arn.of("logs", region, account, "log-group:" + name);
    }

    boolean isIn(AccountId otherAccount, Region otherRegion) {
        return account.equals(otherAccount) && region.equals(otherRegion);
    }

    @Override
    public String toString() {
        return arn().toString();
    }
}
