package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Removes an empty bucket.
final class DeleteBucket implements S3Operation {
    private final Buckets buckets;

    DeleteBucket(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "DeleteBucket";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        buckets.delete(request.bucket());
        return HttpResponse.empty(204);
    }
}
