package io.hydrant.wire.auth;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

/// Who signed a request and where for.
///
/// @param account the account of the access key
/// @param region of the credential scope: decides which region's resources are meant
/// @param service the signing name in the credential scope, such as `firehose`; `s3` for unsigned
///   S3 requests
/// @param accessKeyId empty for anonymous requests
public record Caller(AccountId account, Region region, String service, String accessKeyId) {
    public boolean anonymous() {
        return accessKeyId.isEmpty();
    }
}
