package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.OpenObject;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Tells everything about an object but its bytes.
final class HeadObject implements S3Operation {
    private final ObjectFiles objects;

    HeadObject(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "HeadObject";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        try (OpenObject open = objects.open(request.address())) {
            return ObjectAnswer.of(open.object(), request).head();
        }
    }
}
