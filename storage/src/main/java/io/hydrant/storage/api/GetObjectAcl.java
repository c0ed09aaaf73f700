package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Tells who may do what with an object: its owner everything.
final class GetObjectAcl implements S3Operation {
    private final ObjectFiles objects;

    GetObjectAcl(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "GetObjectAcl";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        objects.require(request.address());
        return Acl.ownerOnly(request.caller().account()).response(200);
    }
}
