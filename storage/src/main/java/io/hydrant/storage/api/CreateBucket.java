package io.hydrant.storage.api;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.Region;
import io.hydrant.storage.file.Bucket;
import io.hydrant.storage.file.Buckets;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Makes a bucket in the region asked for, or else in that of the signature.
///
/// Making one's own bucket again is fine in us-east-1 and an error elsewhere, as on AWS.
final class CreateBucket implements S3Operation {
    private final Buckets buckets;

    CreateBucket(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "CreateBucket";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        ObjectHeaders.refuseUnsupported(request);
        if (request.header("x-amz-bucket-object-lock-enabled")
                .orElse("")
                .equalsIgnoreCase("true")) {
            throw new ObjectStoreException(
                    "NotImplemented", "Object Lock is not implemented: a bucket cannot have it");
        }
        Region region = region(request);
        if (!buckets.create(request.bucket(), region, request.caller().account())) {
            refuseUnlessRepeated(request, region);
        }
        HttpResponse response = HttpResponse.empty(200);
        response.headers().set("location", "/" + request.bucket());
        return response;
    }

    private void refuseUnlessRepeated(S3Request request, Region region) throws IOException {
        Bucket there = buckets.require(request.bucket());
        if (!there.owner().equals(request.caller().account())) {
            throw new ObjectStoreException(
                    "BucketAlreadyExists", "somebody else has " + there.name());
        }
        if (!there.region().value().equals("us-east-1") || !there.region().equals(region)) {
            throw new ObjectStoreException(
                    "BucketAlreadyOwnedByYou", "you already own " + there.name());
        }
    }

    private static Region region(S3Request request) throws IOException {
        byte[] body = UploadedBody.of(request).bytes(64 * 1024);
        String asked =
                body.length == 0
                        ? ""
                        : XmlElement.parse(body, "CreateBucketConfiguration")
                                .childText("LocationConstraint");
        try {
            return switch (asked) {
                case "" -> request.caller().region();
                case "EU" -> new Region("eu-west-1");
                default -> new Region(asked);
            };
        } catch (InvalidArgument e) {
            throw new ObjectStoreException(
                    "IllegalLocationConstraintException",
                    "The specified location-constraint is not valid: " + asked,
                    e);
        }
    }
}
