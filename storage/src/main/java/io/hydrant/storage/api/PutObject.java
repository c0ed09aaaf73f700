package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.ObjectDraft;
import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.ObjectMetadata;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Optional;

/// Stores an object; its ETag is the MD5 of its bytes.
final class PutObject implements S3Operation {
    private final ObjectFiles objects;

    PutObject(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "PutObject";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        ObjectMetadata metadata = ObjectHeaders.read(request);
        UploadedBody body = UploadedBody.of(request);
        try (ObjectDraft draft = objects.draft(request.bucket())) {
            UploadedBody.Received received = body.into(draft, Optional.empty());
            ObjectMetadata complete =
                    metadata.withEtag(received.md5Hex()).withChecksum(received.checksum());
            FileObject object =
                    objects.commit(request.address(), complete, draft, Conditions.ofWrite(request));
            HttpResponse response = HttpResponse.empty(200);
            response.headers().set("etag", ObjectHeaders.quoted(object.etag()));
            ObjectHeaders.showEncryption(object.metadata(), response.headers());
            ObjectHeaders.showChecksum(object.metadata().checksum(), response.headers());
            return response;
        }
    }
}
