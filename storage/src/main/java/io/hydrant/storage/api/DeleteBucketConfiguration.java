package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Forgets a configuration.
record DeleteBucketConfiguration(BucketConfiguration kind, Buckets buckets) implements S3Operation {
    @Override
    public String name() {
        String operation = kind.operation();
        boolean isLifecycle = kind == BucketConfiguration.LIFECYCLE;
        return "Delete" + (isLifecycle ? "BucketLifecycle" : operation);
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        buckets.deleteConfiguration(request.bucket(), kind.parameter());
        return HttpResponse.empty(204);
    }
}
