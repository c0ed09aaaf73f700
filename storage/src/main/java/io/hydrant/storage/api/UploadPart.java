package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectDraft;
import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.Upload;
import io.hydrant.storage.file.UploadedPart;
import io.hydrant.storage.file.Uploads;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Stores a part of a multipart upload.
final class UploadPart implements S3Operation {
    private final ObjectFiles objects;
    private final Uploads uploads;

    UploadPart(ObjectFiles objects, Uploads uploads) {
        this.objects = objects;
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "UploadPart";
    }

    static final int PARTS_MAX = 10_000;

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        int number = partNumber(request);
        ObjectHeaders.refuseUnsupported(request);
        Upload upload = uploads.require(request.address(), request.query().text("uploadId"));
        UploadedBody body = UploadedBody.of(request);
        Optional<ChecksumAlgorithm> wanted = algorithm(upload);
        if (wanted.isPresent()
                && body.algorithm().isPresent()
                && !wanted.equals(body.algorithm())) {
            throw new ObjectStoreException(
                    "InvalidRequest",
                    "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s"
                            .formatted(lower(wanted.get()), lower(body.algorithm().get())));
        }
        try (ObjectDraft draft = objects.draft(request.bucket())) {
            UploadedBody.Received received = body.into(draft, wanted);
            UploadedPart part =
                    new UploadedPart(number, draft.bytes(), received.md5Hex(), received.checksum());
            uploads.commitPart(upload, part, draft);
            HttpResponse response = HttpResponse.empty(200);
            response.headers().set("etag", ObjectHeaders.quoted(part.etag()));
            ObjectHeaders.showEncryption(upload.metadata(), response.headers());
            received.checksum().ifPresent(sum -> response.headers().set(sum.header(), sum.value()));
            return response;
        }
    }

    static Optional<ChecksumAlgorithm> algorithm(Upload upload) {
        return upload.checksumAlgorithm().isEmpty()
                ? Optional.empty()
                : Optional.of(ChecksumAlgorithm.named(upload.checksumAlgorithm()));
    }

    static int partNumber(S3Request request) {
        int number = request.number("partNumber", 0);
        if (number < 1 || number > PARTS_MAX) {
            throw new ObjectStoreException(
                    "InvalidArgument",
                    "Part number must be an integer between 1 and 10000, inclusive");
        }
        return number;
    }

    private static String lower(ChecksumAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }
}
