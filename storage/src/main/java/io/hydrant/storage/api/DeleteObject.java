package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Removes an object; one that is not there is removed already.
final class DeleteObject implements S3Operation {
    private final ObjectFiles objects;

    DeleteObject(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "DeleteObject";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        objects.delete(request.address(), Conditions.ofDelete(request));
        return HttpResponse.empty(204);
    }
}
