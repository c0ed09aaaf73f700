package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Tells who may do what with a bucket: its owner everything.
final class GetBucketAcl implements S3Operation {
    private final Buckets buckets;

    GetBucketAcl(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "GetBucketAcl";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        return Acl.ownerOnly(buckets.require(request.bucket()).owner()).response(200);
    }
}
