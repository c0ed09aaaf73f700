package io.hydrant.streams.stream;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.LimitExceeded;

/// How many shards an account has open in a region, and how many it may.
public record ShardQuota(AccountId account, Region region, int open, int max) {
    /// @throws LimitExceeded when so many more would be too many
    void require(int additional) {
        if (additional > 0 && (long) open + additional > max) {
            throw new LimitExceeded(
                    ("This request would exceed the shard limit for the account %s in %s. Current"
                         + " shard count for the account: %d. Limit: %d. Number of additional"
                         + " shards that would have resulted from this request: %d. Refer to the"
                         + " AWS Service Limits page"
                         + " (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html)"
                         + " for current limits and how to request higher limits.")
                            .formatted(account, region, open, max, additional));
        }
    }
}
