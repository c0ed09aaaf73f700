package io.hydrant.storage.api;

import io.hydrant.storage.file.Bucket;
import io.hydrant.storage.file.Buckets;
import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;
import java.util.Optional;

/// Holds a request to the accounts its sender expects the buckets to belong to:
/// `x-amz-expected-bucket-owner` and, for the source of a copy,
/// `x-amz-source-expected-bucket-owner`.
///
/// A bucket that is not there is left to the operation to refuse.
final class ExpectedOwners {
    private final Buckets buckets;

    ExpectedOwners(Buckets buckets) {
        this.buckets = buckets;
    }

    /// @throws ObjectStoreException `AccessDenied`, `InvalidArgument` if the source names no object
    void check(S3Request request) throws IOException {
        Optional<String> owner = request.header("x-amz-expected-bucket-owner");
        if (owner.isPresent()) {
            check(request.bucket(), owner.get());
        }
        Optional<String> sourceOwner = request.header("x-amz-source-expected-bucket-owner");
        if (sourceOwner.isPresent()) {
            check(CopySource.of(request).address().bucket(), sourceOwner.get());
        }
    }

    private void check(String bucket, String expected) throws IOException {
        Optional<Bucket> found = buckets.find(bucket);
        if (found.isPresent() && !found.get().owner().value().equals(expected.trim())) {
            throw new ObjectStoreException(
                    "AccessDenied", bucket + " does not belong to the expected account");
        }
    }
}
