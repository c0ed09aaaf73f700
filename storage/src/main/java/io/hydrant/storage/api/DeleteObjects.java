package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.WriteCondition;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.List;

/// Removes up to 1,000 objects; each has its own result.
final class DeleteObjects implements S3Operation {
    private final ObjectFiles objects;

    DeleteObjects(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "DeleteObjects";
    }

    private static final int KEYS_MAX = 1_000;
    private static final int BODY_BYTES_MAX = 8 * 1024 * 1024;

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        UploadedBody body = UploadedBody.of(request);
        if (!body.isGuarded()) {
            throw new ObjectStoreException(
                    "InvalidRequest", "Missing required header for this request: Content-MD5");
        }
        XmlElement delete = XmlElement.parse(body.bytes(BODY_BYTES_MAX), "Delete");
        List<XmlElement> wanted = delete.all("Object");
        if (wanted.isEmpty() || wanted.size() > KEYS_MAX) {
            throw XmlElement.malformed("1-1,000 objects are allowed but were " + wanted.size());
        }
        objects.requireBucket(request.bucket());
        boolean quiet = delete.childText("Quiet").trim().equalsIgnoreCase("true");
        XmlWriter xml = new XmlWriter().root("DeleteResult");
        for (XmlElement object : wanted) {
            delete(request.bucket(), object, quiet, xml);
        }
        return xml.close("DeleteResult").response(200);
    }

    private void delete(String bucket, XmlElement object, boolean quiet, XmlWriter xml)
            throws IOException {
        String key = object.childText("Key");
        try {
            String version = object.childText("VersionId");
            if (!version.isEmpty() && !version.equals("null")) {
                throw new ObjectStoreException("NoSuchVersion", "there is no version " + version);
            }
            for (String condition : List.of("LastModifiedTime", "Size")) {
                if (!object.childText(condition).isEmpty()) {
                    throw NotImplemented.refusal(condition);
                }
            }
            String etag = ObjectHeaders.unquoted(object.childText("ETag"));
            WriteCondition condition =
                    etag.isEmpty() ? WriteCondition.NONE : new WriteCondition.IfMatch(etag);
            objects.delete(S3Request.address(bucket, key), condition);
            if (!quiet) {
                xml.open("Deleted").element("Key", key).close("Deleted");
            }
        } catch (ObjectStoreException e) {
            xml.open("Error").element("Key", key).element("Code", e.code());
            xml.element("Message", S3Errors.text(e)).close("Error");
        }
    }
}
