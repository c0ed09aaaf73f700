package io.hydrant.storage.api;

import io.hydrant.storage.file.Uploads;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;

/// Forgets a multipart upload and its parts.
final class AbortMultipartUpload implements S3Operation {
    private final Uploads uploads;

    AbortMultipartUpload(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "AbortMultipartUpload";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        uploads.remove(uploads.require(request.address(), request.query().text("uploadId")));
        return HttpResponse.empty(204);
    }
}
