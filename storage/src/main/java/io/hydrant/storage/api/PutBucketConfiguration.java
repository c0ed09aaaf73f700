package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Keeps a configuration, or refuses one that nobody would act upon.
record PutBucketConfiguration(BucketConfiguration kind, Buckets buckets) implements S3Operation {
    private static final int BODY_BYTES_MAX = 1024 * 1024;

    @Override
    public String name() {
        return "Put" + kind.operation();
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        buckets.require(request.bucket());
        byte[] content = UploadedBody.of(request).bytes(BODY_BYTES_MAX);
        kind.validate(content);
        buckets.putConfiguration(request.bucket(), kind.parameter(), content);
        boolean hasNoContent =
                kind == BucketConfiguration.POLICY || kind == BucketConfiguration.TAGGING;
        return HttpResponse.empty(hasNoContent ? 204 : 200);
    }
}
