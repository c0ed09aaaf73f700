package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.OpenObject;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Sends an object or a part of it.
final class GetObject implements S3Operation {
    private final ObjectFiles objects;

    GetObject(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "GetObject";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        OpenObject open = objects.open(request.address());
        boolean handedOn = false;
        try {
            ObjectAnswer answer = ObjectAnswer.of(open.object(), request);
            if (answer.byteCount() == 0) {
                return answer.head();
            }
            HttpResponse response = answer.body(open.channel());
            handedOn = true;
            return response;
        } finally {
            if (!handedOn) {
                open.close();
            }
        }
    }
}
