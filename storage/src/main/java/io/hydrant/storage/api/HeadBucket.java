package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Tells whether a bucket is there and in which region.
final class HeadBucket implements S3Operation {
    private final Buckets buckets;

    HeadBucket(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "HeadBucket";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        HttpResponse response = HttpResponse.empty(200);
        String region = buckets.require(request.bucket()).region().value();
        response.headers().set("x-amz-bucket-region", region);
        response.headers().set("content-type", "application/xml");
        return response;
    }
}
