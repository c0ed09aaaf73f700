package io.hydrant.storage.api;

import io.hydrant.storage.file.Buckets;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Tells of the configurations a bucket has several of, by id: there are none.
///
/// @param what such as `Inventory`
record GetNamedConfiguration(String what, Buckets buckets) implements S3Operation {
    @Override
    public String name() {
        return "ListBucket" + what + "Configurations";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        buckets.require(request.bucket());
        if (request.query().has("id")) {
            throw new ObjectStoreException(
                    "NoSuchConfiguration", "there is none: " + request.query().text("id"));
        }
        String root = "List" + what + "ConfigurationsResult";
        return new XmlWriter().root(root).element("IsTruncated", false).close(root).response(200);
    }
}
