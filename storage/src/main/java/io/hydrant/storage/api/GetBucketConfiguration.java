package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Optional;

/// Tells a configuration as it was put, or what holds without one.
record GetBucketConfiguration(BucketConfiguration kind, Buckets buckets) implements S3Operation {
    @Override
    public String name() {
        return "Get" + kind.operation();
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        Optional<byte[]> kept = buckets.configuration(request.bucket(), kind.parameter());
        String type = kind == BucketConfiguration.POLICY ? "application/json" : "application/xml";
        return HttpResponse.of(200, type, kept.isPresent() ? kept.get() : kind.fallback());
    }
}
