package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Map;

/// Takes all tags off an object.
final class DeleteObjectTagging implements S3Operation {
    private final ObjectFiles objects;

    DeleteObjectTagging(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "DeleteObjectTagging";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        objects.change(request.address(), metadata -> metadata.withTags(Map.of()));
        return HttpResponse.empty(204);
    }
}
