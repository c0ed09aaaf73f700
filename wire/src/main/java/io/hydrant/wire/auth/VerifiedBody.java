package io.hydrant.wire.auth;

import java.io.InputStream;
import java.util.Map;

/// The content of an S3 upload, free of chunk framing and verified while it is read.
///
/// Whatever is wrong with it shows as an [AuthenticationFailure] from `read`, at the latest in
/// place of the end: content must not be made visible before the end was seen.
public abstract class VerifiedBody extends InputStream {
    /// What followed the content, such as `x-amz-checksum-crc32` and its value; names lower-case.
    /// Checksums among them hold for the content.
    ///
    /// @throws IllegalStateException before the end was read
    public abstract Map<String, String> trailers();
}
