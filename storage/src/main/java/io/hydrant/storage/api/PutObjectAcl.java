package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Accepts the canned lists that change nothing for an object, and refuses all others.
final class PutObjectAcl implements S3Operation {
    private final ObjectFiles objects;

    PutObjectAcl(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "PutObjectAcl";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        objects.require(request.address());
        byte[] body = UploadedBody.of(request).bytes(64 * 1024);
        ObjectHeaders.refuseUnsupported(request);
        if (body.length > 0) {
            throw Acl.notSupported();
        }
        return HttpResponse.empty(200);
    }
}
