package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Map;

/// Replaces the tags of an object.
final class PutObjectTagging implements S3Operation {
    private final ObjectFiles objects;

    PutObjectTagging(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "PutObjectTagging";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        byte[] body = UploadedBody.of(request).bytes(64 * 1024);
        Map<String, String> tags = Tags.ofXml(body, Tags.OBJECT_TAGS_MAX);
        objects.change(request.address(), metadata -> metadata.withTags(tags));
        return HttpResponse.empty(200);
    }
}
