package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Tells that no bucket is public: anonymous requests are refused whatever a policy says.
record GetBucketPolicyStatus(Buckets buckets) implements S3Operation {
    @Override
    public String name() {
        return "GetBucketPolicyStatus";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        String kind = BucketConfiguration.POLICY.parameter();
        if (buckets.configuration(request.bucket(), kind).isEmpty()) {
            throw new ObjectStoreException("NoSuchBucketPolicy", "the bucket has no policy");
        }
        XmlWriter xml = new XmlWriter().root("PolicyStatus").element("IsPublic", false);
        return xml.close("PolicyStatus").response(200);
    }
}
