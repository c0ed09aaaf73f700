package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Tells the tags of an object.
final class GetObjectTagging implements S3Operation {
    private final ObjectFiles objects;

    GetObjectTagging(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "GetObjectTagging";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        return Tags.toXml(objects.require(request.address()).metadata().tags()).response(200);
    }
}
