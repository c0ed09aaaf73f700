package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Accepts the canned lists that change nothing for a bucket, and refuses all others.
final class PutBucketAcl implements S3Operation {
    private final Buckets buckets;

    PutBucketAcl(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "PutBucketAcl";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        buckets.require(request.bucket());
        byte[] body = UploadedBody.of(request).bytes(64 * 1024);
        ObjectHeaders.refuseUnsupported(request);
        if (body.length > 0) {
            throw Acl.notSupported();
        }
        return HttpResponse.empty(200);
    }
}
