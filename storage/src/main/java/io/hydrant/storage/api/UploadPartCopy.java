package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectDraft;
import io.hydrant.storage.file.ObjectFiles;
import io.hydrant.storage.file.OpenObject;
import io.hydrant.storage.file.Upload;
import io.hydrant.storage.file.UploadedPart;
import io.hydrant.storage.file.Uploads;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes an object, or a range of it, a part of a multipart upload.
final class UploadPartCopy implements S3Operation {
    private final ObjectFiles objects;
    private final Uploads uploads;

    UploadPartCopy(ObjectFiles objects, Uploads uploads) {
        this.objects = objects;
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "UploadPartCopy";
    }

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

    @Override
    public HttpResponse answer(S3Request request) throws IOException {
        int number = UploadPart.partNumber(request);
        ObjectHeaders.refuseUnsupported(request);
        Upload upload = uploads.require(request.address(), request.query().text("uploadId"));
        CopySource source = CopySource.of(request);
        try (OpenObject open = objects.open(source.address());
                ObjectDraft draft = objects.draft(request.bucket())) {
            source.checkConditions(open.object());
            ByteRange range =
                    range(request.header("x-amz-copy-source-range"), open.object().bytes());
            FileCopy copy = new FileCopy(UploadPart.algorithm(upload));
            copy.run(open.channel(), range.first(), range.count(), draft);
            UploadedPart part =
                    new UploadedPart(number, draft.bytes(), copy.md5Hex(), copy.checksum());
            uploads.commitPart(upload, part, draft);
            XmlWriter xml = new XmlWriter().root("CopyPartResult");
            xml.element("LastModified", S3Times.xml(open.object().lastModified()));
            xml.element("ETag", ObjectHeaders.quoted(part.etag()));
            copy.checksum()
                    .ifPresent(sum -> xml.element("Checksum" + sum.algorithm(), sum.value()));
            return xml.close("CopyPartResult").response(200);
        }
    }

    private static ByteRange range(Optional<String> header, long bytes) {
        if (header.isEmpty()) {
            return new ByteRange(0, bytes);
        }
        Matcher matcher = RANGE.matcher(header.get());
        if (!matcher.matches()) {
            throw new ObjectStoreException(
                    "InvalidArgument",
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where"
                        + " first and last are the zero-based offsets of the first and last bytes"
                        + " to copy");
        }
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        if (first > last || last >= bytes) {
            throw new ObjectStoreException(
                    "InvalidArgument",
                    "Range specified is not valid for source object of size: " + bytes);
        }
        return new ByteRange(first, last - first + 1);
    }
}
