package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Tells the region of a bucket; us-east-1 is an empty element.
final class GetBucketLocation implements S3Operation {
    private final Buckets buckets;

    GetBucketLocation(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "GetBucketLocation";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        String region = buckets.require(request.bucket()).region().value();
        XmlWriter xml = new XmlWriter().root("LocationConstraint");
        xml.raw(region.equals("us-east-1") ? "" : region);
        return xml.close("LocationConstraint").response(200);
    }
}
