package io.hydrant.storage.api;

import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.file.ObjectChecksum;
import io.hydrant.storage.file.ObjectDraft;
import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.ObjectMetadata;
import io.hydrant.storage.file.OpenObject;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Copies an object, with its metadata or with that of the request.
final class CopyObject implements S3Operation {
    private final ObjectFiles objects;

    CopyObject(ObjectFiles objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "CopyObject";
    }

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        CopySource source = CopySource.of(request);
        boolean replaces = replaces(request, "x-amz-metadata-directive");
        boolean replacesTags = replaces(request, "x-amz-tagging-directive");
        boolean changes =
                replaces
                        || replacesTags
                        || request.header("x-amz-storage-class").isPresent()
                        || request.header(ObjectMetadata.ENCRYPTION).isPresent();
        if (source.address().equals(request.address()) && !changes) {
            throw new ObjectStoreException(
                    "InvalidRequest",
                    "This copy request is illegal because it is trying to copy an object to itself"
                        + " without changing the object's metadata, storage class, website redirect"
                        + " location or encryption attributes.");
        }
        try (OpenObject open = objects.open(source.address());
                ObjectDraft draft = objects.draft(request.bucket())) {
            source.checkConditions(open.object());
            Copied copied = copy(open, draft, request);
            ObjectMetadata metadata =
                    replaces
                            ? ObjectHeaders.read(request)
                            : ObjectHeaders.copied(open.object().metadata(), request);
            Map<String, String> tags =
                    replacesTags
                            ? ObjectHeaders.read(request).tags()
                            : open.object().metadata().tags();
            ObjectMetadata complete =
                    metadata.withTags(tags)
                            .withEtag(copied.md5Hex())
                            .withChecksum(copied.checksum());
            FileObject object =
                    objects.commit(request.address(), complete, draft, Conditions.ofWrite(request));
            return answer(object);
        }
    }

    private record Copied(String md5Hex, Optional<ObjectChecksum> checksum) {}

    private static Copied copy(OpenObject open, ObjectDraft draft, S3Request request)
            throws IOException {
        Optional<ChecksumAlgorithm> algorithm =
                request.header("x-amz-checksum-algorithm")
                        .map(ChecksumAlgorithm::named)
                        .or(
                                () ->
                                        open.object()
                                                .metadata()
                                                .checksum()
                                                .map(
                                                        sum ->
                                                                ChecksumAlgorithm.named(
                                                                        sum.algorithm())));
        FileCopy copy = new FileCopy(algorithm);
        copy.run(open.channel(), 0, open.object().bytes(), draft);
        return new Copied(copy.md5Hex(), copy.checksum());
    }

    private static HttpResponse answer(FileObject object) {
        XmlWriter xml = new XmlWriter().root("CopyObjectResult");
        xml.element("LastModified", S3Times.xml(object.lastModified()));
        xml.element("ETag", ObjectHeaders.quoted(object.etag()));
        object.metadata()
                .checksum()
                .ifPresent(
                        sum -> {
                            xml.element("ChecksumType", sum.type());
                            xml.element("Checksum" + sum.algorithm(), sum.value());
                        });
        HttpResponse response = xml.close("CopyObjectResult").response(200);
        ObjectHeaders.showEncryption(object.metadata(), response.headers());
        return response;
    }

    private static boolean replaces(S3Request request, String header) {
        String directive = request.header(header).orElse("COPY");
        return switch (directive) {
            case "COPY" -> false;
            case "REPLACE" -> true;
            default ->
                    throw new ObjectStoreException(
                            "InvalidArgument", "Unknown " + header + ": " + directive);
        };
    }
}
